package jsonscan

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// outcome is what there is to say about the first value of a document: where it
// ends, or where and why it is wrong.
type outcome struct {
	pos int
	err error
}

// oracle returns the outcome according to encoding/json, which knows ErrSyntax
// and ErrShort by other names, and allows ten times the depth.
func oracle(doc string) outcome {
	dec := json.NewDecoder(strings.NewReader(doc))
	var raw json.RawMessage
	err := dec.Decode(&raw)
	if serr, ok := errors.AsType[*json.SyntaxError](err); ok {
		return outcome{int(serr.Offset) - 1, ErrSyntax}
	}
	if err != nil { // io.EOF for white space only, else io.ErrUnexpectedEOF
		return outcome{len(doc), ErrShort}
	}
	return outcome{int(dec.InputOffset()), nil}
}

// tokens returns the tokens of a valid document according to encoding/json.
func tokens(t *testing.T, doc string) (list []string) {
	dec := json.NewDecoder(strings.NewReader(doc))
	dec.UseNumber()
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			return list
		}
		if err != nil {
			t.Fatalf("encoding/json finds %q valid but reads %v", doc, err)
		}
		switch v := tok.(type) {
		case json.Delim:
			list = append(list, v.String())
		case string:
			list = append(list, "string "+v)
		case json.Number:
			list = append(list, "number "+v.String())
		case bool:
			list = append(list, map[bool]string{true: "true", false: "false"}[v])
		case nil:
			list = append(list, "null")
		}
	}
}

// walk returns the tokens of the next value of sc, read as its kind demands.
func walk(sc *Scanner, list []string) []string {
	switch sc.Kind() {
	case Object:
		if sc.EnterObject() {
			list = append(list, "{")
			for sc.NextMember() {
				list = append(list, "string "+replaced(sc.Key()))
				list = walk(sc, list)
			}
			list = append(list, "}")
		}
	case Array:
		if sc.EnterArray() {
			list = append(list, "[")
			for sc.NextElement() {
				list = walk(sc, list)
			}
			list = append(list, "]")
		}
	case String:
		text, _ := sc.Text()
		list = append(list, "string "+replaced(text))
	case Number:
		literal, _ := sc.Number()
		list = append(list, "number "+literal)
	case True, False:
		v, _ := sc.Bool()
		list = append(list, map[bool]string{true: "true", false: "false"}[v])
	case Null:
		sc.Null()
		list = append(list, "null")
	default:
		sc.Skip()
	}
	return list
}

// stroll reads the next value of sc in one of the ways that there are to read
// it, or not to.
func stroll(sc *Scanner, r *rand.Rand) {
	switch r.IntN(8) {
	case 0:
		sc.Skip()
	case 1:
		if raw := sc.Raw(); sc.Err() == nil && !json.Valid([]byte(raw)) {
			panic("Raw returned malformed JSON")
		}
	case 2: // not at all
	default:
		switch {
		case sc.EnterObject():
			for sc.NextMember() {
				mustBeValue(sc)
				stroll(sc, r)
			}
		case sc.EnterArray():
			for sc.NextElement() {
				mustBeValue(sc)
				stroll(sc, r)
			}
		case sc.Null():
		default:
			if _, ok := sc.Bool(); ok {
				return
			}
			if _, ok := sc.Number(); ok {
				return
			}
			sc.Str()
		}
	}
}

// mustBeValue checks what NextMember and NextElement promise.
func mustBeValue(sc *Scanner) {
	if k := sc.Kind(); k == Invalid || k == End || sc.Pos() != sc.ValuePos() {
		panic("at no value")
	}
}

// replaced returns s as encoding/json decodes it: each byte that is not part of
// valid UTF-8 replaced with U+FFFD.
func replaced(s string) string { return string([]rune(s)) }

// checkDocument compares all ways to read doc with encoding/json.
func checkDocument(t *testing.T, doc string, seed uint64) {
	want := oracle(doc)

	var sc Scanner
	sc.Reset(doc, 0)
	ok := sc.Skip()
	if sc.Err() == ErrDepth {
		if n := brackets(doc); n <= MaxDepth {
			t.Fatalf("Skip of %q: %v with %d brackets", doc, sc.Err(), n)
		}
		return
	}
	if got := (outcome{sc.Pos(), sc.Err()}); got != want || ok != (want.err == nil) {
		t.Fatalf("Skip of %q = %t, %v; encoding/json: %v", doc, ok, got, want)
	}
	if valid := ok && sc.Kind() == End; valid != json.Valid([]byte(doc)) {
		t.Fatalf("%q: valid = %t; encoding/json says otherwise", doc, valid)
	}

	sc.Reset(doc, 0)
	list := walk(&sc, nil)
	if got := (outcome{sc.Pos(), sc.Err()}); got != want {
		t.Fatalf("walk over %q: %v; encoding/json: %v", doc, got, want)
	}
	if want.err == nil && !slices.Equal(list, tokens(t, doc[:want.pos])) {
		t.Fatalf("walk over %q: %q; encoding/json: %q", doc, list, tokens(t, doc[:want.pos]))
	}

	// In an array every value is read or skipped, whatever stroll does.
	inArray := "[" + doc
	if brackets(inArray) > MaxDepth {
		return
	}
	want = oracle(inArray)
	sc.Reset(inArray, 0)
	sc.EnterArray()
	r := rand.New(rand.NewPCG(seed, 0))
	for sc.NextElement() {
		stroll(&sc, r)
	}
	if got := (outcome{sc.Pos(), sc.Err()}); got != want {
		t.Fatalf("stroll through %q with seed %d: %v; encoding/json: %v", inArray, seed, got, want)
	}
}

// brackets returns a number that the depth of doc does not exceed.
func brackets(doc string) int { return strings.Count(doc, "[") + strings.Count(doc, "{") }

// FuzzScanner compares the Scanner with encoding/json on any document, and on
// all beginnings of a short one: no beginning of valid JSON may be ErrSyntax.
func FuzzScanner(f *testing.F) {
	for i, doc := range validDocuments {
		f.Add(doc, uint64(i))
	}
	for i, row := range malformedDocuments {
		doc, _ := cutMark(row.marked)
		f.Add(doc, uint64(i))
	}
	c := newCorpus()
	for i := range 8 {
		f.Add(c.cloudTrail(), uint64(i))
		f.Add(c.networkFirewall(), uint64(i))
	}
	f.Fuzz(func(t *testing.T, doc string, seed uint64) {
		checkDocument(t, doc, seed)
		if len(doc) < 256 && json.Valid([]byte(doc)) {
			checkPrefixes(t, doc)
		}
	})
}

// checkPrefixes checks that every beginning of the valid document doc is whole
// or too short.
func checkPrefixes(t *testing.T, doc string) {
	var sc Scanner
	for n := range len(doc) {
		sc.Reset(doc[:n], 0)
		ok := sc.Skip()
		switch {
		case ok && json.Valid([]byte(doc[:n])):
		case sc.Err() == ErrShort && sc.Pos() == n && !json.Valid([]byte(doc[:n])):
		default:
			t.Fatalf("Skip of %q, which begins %q: %t, %v at %d", doc[:n], doc, ok, sc.Err(), sc.Pos())
		}
	}
}

// FuzzUnescape compares Unescape with encoding/json.
func FuzzUnescape(f *testing.F) {
	for _, row := range unescapeTests {
		f.Add(row.raw)
	}
	for _, s := range appendTests {
		f.Add(s.want[1 : len(s.want)-1])
	}
	f.Fuzz(func(t *testing.T, raw string) {
		// No byte of the slice but dst's room may be written.
		const before, behind = "before", "behind"
		buf := []byte(before + strings.Repeat(" ", len(raw)) + behind)
		got := Unescape(buf[:len(before):len(before)+len(raw)], raw)
		if len(got) > len(before)+len(raw) || !bytes.HasPrefix(got, []byte(before)) || !bytes.HasSuffix(buf, []byte(behind)) {
			t.Fatalf("Unescape of %q appends %q", raw, got)
		}
		var want string
		if json.Unmarshal([]byte(`"`+raw+`"`), &want) != nil {
			return
		}
		if got := replaced(string(got[len(before):])); got != want {
			t.Fatalf("Unescape of %q = %q; encoding/json: %q", raw, got, want)
		}
	})
}

// FuzzAppendString compares AppendString with encoding/json, and reads back
// what it writes.
func FuzzAppendString(f *testing.F) {
	for _, row := range appendTests {
		f.Add(row.s)
	}
	for _, row := range unescapeTests {
		f.Add(row.raw)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := AppendString([]byte("x"), s)[1:]

		var want bytes.Buffer
		enc := json.NewEncoder(&want)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(s); err != nil {
			t.Fatal(err)
		}
		// A backslash that is text is itself escaped, so that this one is
		// an escape only behind an even number of others.
		theirs := strings.TrimSuffix(want.String(), "\n")
		if unescapeSeparators(theirs) != string(got) {
			t.Fatalf("AppendString of %q = %s; encoding/json: %s", s, got, theirs)
		}

		var back string
		if err := json.Unmarshal(got, &back); err != nil || back != replaced(s) {
			t.Fatalf("encoding/json reads %s as %q, %v; want %q", got, back, err, replaced(s))
		}
		var sc Scanner
		sc.Reset(string(got), 0)
		if text, ok := sc.Text(); !ok || text != replaced(s) || sc.Kind() != End {
			t.Fatalf("Text of %s = %q, %t; want %q", got, text, ok, replaced(s))
		}
	})
}

// unescapeSeparators writes out the escapes of U+2028 and U+2029 in a JSON
// string, which encoding/json makes and AppendString does not.
func unescapeSeparators(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case strings.HasPrefix(s[i:], `\u2028`):
			b.WriteString("\u2028")
			i += 5
		case strings.HasPrefix(s[i:], `\u2029`):
			b.WriteString("\u2029")
			i += 5
		case s[i] == '\\':
			b.WriteString(s[i : i+2])
			i++
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// FuzzFramer cuts a document at random places, and compares what the Framer
// makes of the pieces with what it makes of the whole, and with the Scanner.
func FuzzFramer(f *testing.F) {
	for i, doc := range validDocuments {
		f.Add(doc, uint64(i))
		f.Add(doc+` , {"next":0}`, uint64(i))
	}
	for i, row := range malformedDocuments {
		doc, _ := cutMark(row.marked)
		f.Add(doc, uint64(i))
	}
	f.Fuzz(func(t *testing.T, doc string, seed uint64) {
		var framer Framer
		end, done := framer.Next(doc)
		if end > len(doc) || !done && end != len(doc) || done && (end == 0 || framer != Framer{}) {
			t.Fatalf("Next of %q = %d, %t, and then the Framer is %v", doc, end, done, framer)
		}

		framer = Framer{}
		r := rand.New(rand.NewPCG(seed, 0))
		pos := 0
		for pieces := doc; ; {
			n := r.IntN(min(len(pieces), 20) + 1)
			pieceEnd, pieceDone := framer.Next(pieces[:n])
			pos += pieceEnd
			pieces = pieces[n:]
			if pieceDone || pieces == "" {
				if pos != end || pieceDone != done {
					t.Fatalf("in pieces, seed %d, %q ends at %d, %t; whole at %d, %t", seed, doc, pos, pieceDone, end, done)
				}
				break
			}
		}

		var sc Scanner
		sc.Reset(doc, 0)
		if !sc.Skip() {
			if sc.Err() == ErrShort && done {
				t.Fatalf("%q ends at %d for the Framer; it is too short", doc, end)
			}
			return
		}
		rest := doc[sc.Pos():]
		switch c := doc[sc.Pos()-1]; {
		case c == '}' || c == ']' || c == '"':
			if end != sc.Pos() || !done {
				t.Fatalf("%q ends at %d, %t for the Framer; at %d for the Scanner", doc, end, done, sc.Pos())
			}
		case rest == "" || delimiter(rest[0]):
			if end != sc.Pos() || done != (rest != "") {
				t.Fatalf("%q ends at %d, %t for the Framer; at %d for the Scanner", doc, end, done, sc.Pos())
			}
		}
	})
}
