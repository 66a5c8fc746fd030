package jsonlog

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/awstls/awstls/internal/jsonscan"
	"github.com/awstls/awstls/tlslog"
	"github.com/google/go-cmp/cmp"
)

// parse takes every value, and enters the arrays called "Records".
func parse(sc *jsonscan.Scanner) Verdict {
	if !sc.EnterObject() {
		sc.Skip()
		return Record
	}
	for sc.NextMember() {
		if sc.Key() == "Records" && sc.Kind() == jsonscan.Array {
			return Enter
		}
	}
	return Record
}

// read returns what a log holds, a line for each value and for the end.
func read(src io.Reader, limit int) string {
	var r Reader
	r.Reset(src)
	var b strings.Builder
	for {
		it, err := r.Next(limit, parse)
		switch err {
		case nil:
			fmt.Fprintf(&b, "%d:%d %s\n", it.Line(), it.Offset, it.Text)
		case ErrSyntax, ErrDepth, tlslog.ErrTooLong:
			fmt.Fprintf(&b, "%d:%d %v\n", it.Line(), it.Offset, err)
		default:
			if _, again := r.Next(limit, parse); again != err {
				fmt.Fprintf(&b, "not sticky: %v\n", again)
			}
			fmt.Fprintf(&b, "%v\n", err)
			return b.String()
		}
	}
}

// place returns where a log ends.
func place(src io.Reader, limit int) string {
	var r Reader
	r.Reset(src)
	for {
		switch _, err := r.Next(limit, parse); err {
		case nil, ErrSyntax, ErrDepth, tlslog.ErrTooLong:
		default:
			return r.Fail("json", err).Error()
		}
	}
}

func TestNext(t *testing.T) {
	long := `{"a":"` + strings.Repeat("x", 200) + `"}`
	deep := strings.Repeat("[", 2000) + strings.Repeat("]", 2000)
	tests := []struct {
		name, in string
		want     []string
	}{
		{"nothing", "", []string{"EOF"}},
		{"white space", " \r\n\t\n", []string{"EOF"}},
		{"lines", "{\"a\":1}\n{\"b\":2}\r\n\n{}", []string{`1:0 {"a":1}`, `2:8 {"b":2}`, `4:18 {}`, "EOF"}},
		{"no separator", `{"a":1}{"b":2}`, []string{`1:0 {"a":1}`, `1:7 {"b":2}`, "EOF"}},
		{"many lines", "{\n \"a\": [\n1\n]\n}\n{}\n", []string{"1:0 {\n \"a\": [\n1\n]\n}", "6:16 {}", "EOF"}},
		{"array", ` [ {"a":1} , {} ] `, []string{`1:3 {"a":1}`, `1:13 {}`, "EOF"}},
		{"empty array", `[]`, []string{"EOF"}},
		{"arrays", "[{}]\n[{},{}]{}", []string{"1:1 {}", "2:6 {}", "2:9 {}", "2:12 {}", "EOF"}},
		{"other values", "1 \"x\"\nnull", []string{"1:0 malformed JSON", "2:6 malformed JSON", "EOF"}},
		{"other values in an array", `[1,"]",{},null]`, []string{"1:1 malformed JSON", "1:3 malformed JSON", "1:7 {}", "1:10 malformed JSON", "EOF"}},
		{"array in an array", `[[1],{}]`, []string{"1:1 [1]", "1:5 {}", "EOF"}},
		{"container", `{"Records":[{"a":1},{}]}`, []string{`1:12 {"a":1}`, "1:20 {}", "EOF"}},
		{"containers", "{\"Records\":[{}]}\n{\"Records\" : [ {} ] }{\"Records\":[]}{}", []string{"1:12 {}", "2:32 {}", "2:52 {}", "EOF"}},
		{"container among members", `{"x":{"Records":[1]},"Records":[{}], "y": [1,{"z":"]"}] ,"n":12}{}`, []string{"1:32 {}", "1:64 {}", "EOF"}},
		{"container in a container", `{"Records":[{"Records":[{"a":1},{}]},{"b":1}]}`, []string{`1:24 {"a":1}`, "1:32 {}", `1:37 {"b":1}`, "EOF"}},
		{"two arrays of one name", `{"Records":[{"a":1}],"x":[2],"Records":[{"b":1}]}{}`, []string{`1:12 {"a":1}`, `1:40 {"b":1}`, "1:49 {}", "EOF"}},
		{"short member at the end", `{"Records":[],"a":1}`, []string{"EOF"}},
		{"byte order mark", "\xef\xbb\xbf{}", []string{"1:3 {}", "EOF"}},

		{"cut value", `{"a":1}{"b"`, []string{`1:0 {"a":1}`, "unexpected EOF"}},
		{"cut array", `[{"a":1}`, []string{`1:1 {"a":1}`, "unexpected EOF"}},
		{"cut array behind the comma", `[{"a":1},`, []string{`1:1 {"a":1}`, "unexpected EOF"}},
		{"cut container", `{"Records":[{}`, []string{"1:12 {}", "unexpected EOF"}},
		{"container cut behind its array", `{"Records":[{}]`, []string{"1:12 {}", "unexpected EOF"}},
		{"container cut in a later member", `{"Records":[{}],"a":1`, []string{"1:12 {}", "unexpected EOF"}},

		{"broken line", "{}\n{\"a\":}\n{\"b\":1}", []string{"1:0 {}", "2:3 malformed JSON", `3:10 {"b":1}`, "EOF"}},
		{"open line", "{\"a\":{\n{\"b\":1}\n{}", []string{"1:0 malformed JSON", `2:7 {"b":1}`, "3:15 {}", "EOF"}},
		{"open string", "{\"a\":\"x}\n{\"b\":1}\n", []string{"1:0 malformed JSON", `2:9 {"b":1}`, "EOF"}},
		{"odd quote", "{\"a\":\"x\"y\"}\n{\"b\":1}\n", []string{"1:0 malformed JSON", `2:12 {"b":1}`, "EOF"}},
		{"broken, another behind", `{"a":x}{"b":1}`, []string{"1:0 malformed JSON", `1:7 {"b":1}`, "EOF"}},
		{"broken at the end", "{}\n{\"a\":x", []string{"1:0 {}", "2:3 malformed JSON", "EOF"}},
		{"text", "hello\n{}\nworld {}\n{}", []string{"1:0 malformed JSON", "2:6 {}", "3:9 malformed JSON", "4:18 {}", "EOF"}},
		{"broken over lines", "{\n \"a\":x,\n \"b\":{\n}\n}\n{}", []string{"1:0 malformed JSON", "6:21 {}", "EOF"}},
		{"broken element", `[{"a":x},{"b":1}]`, []string{"1:1 malformed JSON", `1:9 {"b":1}`, "EOF"}},
		{"broken last element", `{"Records":[{"a":x}]}{}`, []string{"1:12 malformed JSON", "1:21 {}", "EOF"}},
		{"broken array", `[{"a":1} {"b":1}]`, []string{`1:1 {"a":1}`, ErrLost.Error()}},
		{"element that is nothing", `[{"a":1},x,{}]`, []string{`1:1 {"a":1}`, "1:9 malformed JSON", "1:11 {}", "EOF"}},
		{"comma at the end", `[{"a":1},]`, []string{`1:1 {"a":1}`, ErrLost.Error()}},
		{"comma at the start", `[,{}]`, []string{ErrLost.Error()}},
		{"odd quote in an array", `[{"a":"x"y"},{"b":1},{}]`, []string{ErrLost.Error()}},
		{"two odd quotes in an array", `[{"a":"x"y"},{"b":1},{"a":"x"y"},{}]`, []string{ErrLost.Error()}},
		{"brace too few in an array, later one too many", `[{"a":{"b":1,{"c":1},{}},{}]`, []string{ErrLost.Error()}},
		{"brace too few in an array", `[{"a":{"b":x},{"c":1}},{}]`, []string{ErrLost.Error()}},
		{"two odd quotes, one behind the other", `{"a":"x"y"}{"b":1}{"a":"x"y"}{}`, []string{ErrLost.Error()}},
		{"odd quote, no line feed", `{"a":"x"y"}{"b":1}`, []string{ErrLost.Error()}},
		{"quote in the middle of an array", "[{\"a\":\"x\"y},{\"b\":\"},\"},{}]", []string{ErrLost.Error()}},
		{"value too few", `[{"a":},{"b":1,},{}]`, []string{"1:1 malformed JSON", "1:8 malformed JSON", "1:17 {}", "EOF"}},
		{"bad escape in an array", `[{"a":"\x"},{}]`, []string{"1:1 malformed JSON", "1:12 {}", "EOF"}},
		{"broken and too long", `[{"a":x,"b":"` + strings.Repeat("y", 200) + `"},{}]`, []string{ErrLost.Error()}},
		{"broken container", `{"Records":[{}]]`, []string{"1:12 {}", ErrLost.Error()}},
		{"broken member behind", `{"Records":[{}],a:x}`, []string{"1:12 {}", ErrLost.Error()}},
		{"closing bracket too many", "{}}\n{}", []string{"1:0 {}", "1:2 malformed JSON", "2:4 {}", "EOF"}},

		{"too long", long + "\n{}" + long + `[{},` + long + `,{}]`, []string{
			"1:0 " + tlslog.ErrTooLong.Error(), "2:209 {}", "2:211 " + tlslog.ErrTooLong.Error(),
			"2:420 {}", "2:423 " + tlslog.ErrTooLong.Error(), "2:632 {}", "EOF",
		}},
		{"too long and cut", long[:150], []string{"unexpected EOF"}},
		{"too deep", "{\"a\":" + deep + "}\n{}", []string{"1:0 " + ErrDepth.Error(), "2:4007 {}", "EOF"}},
		{"too many containers", strings.Repeat(`{"Records":[`, 20), []string{ErrLost.Error()}},
	}
	for _, tt := range tests {
		want := strings.Join(tt.want, "\n") + "\n"
		limit := 100
		if strings.HasPrefix(tt.name, "too deep") {
			limit = 1 << 20
		}
		for name, src := range map[string]io.Reader{
			"all":  strings.NewReader(tt.in),
			"one":  iotest.OneByteReader(strings.NewReader(tt.in)),
			"half": iotest.HalfReader(strings.NewReader(tt.in)),
		} {
			if got := read(src, limit); got != want {
				t.Errorf("%s, %s (-want +got):\n%s", tt.name, name, cmp.Diff(want, got))
			}
		}
	}
}

// TestCut cuts a file at every byte.
func TestCut(t *testing.T) {
	in := `{"Records":[{"a":"x\"}"},{"b":[1,2]}],"n":"]"}`
	for n := range len(in) {
		got := read(strings.NewReader(in[:n]), 100)
		want := "unexpected EOF\n"
		if n == 0 {
			want = "EOF\n"
		}
		if !strings.HasSuffix(got, want) || strings.Contains(got, "malformed") || n > 0 && strings.HasPrefix(got, "EOF") {
			t.Errorf("cut after %d bytes: %s", n, got)
		}
	}
}

func TestReaderFails(t *testing.T) {
	broken := errors.New("broken")
	in := `{"Records":[{"a":1},{"b":2}]}`
	for n := range len(in) + 1 {
		got := read(io.MultiReader(strings.NewReader(in[:n]), iotest.ErrReader(broken)), 100)
		if !strings.HasSuffix(got, "broken\n") {
			t.Errorf("after %d bytes: %s", n, got)
		}
	}
}

// TestFlatMemory reads a container that is much larger than memory should
// become, and an element and a member that are.
func TestFlatMemory(t *testing.T) {
	const n = 200_000
	record := `{"a":"` + strings.Repeat("x", 500) + `"}`
	parts := []io.Reader{strings.NewReader(`{"Records":[`)}
	for range n {
		parts = append(parts, strings.NewReader(record+","))
	}
	parts = append(parts,
		strings.NewReader(`{"a":"`), io.LimitReader(letters{}, 100<<20), strings.NewReader(`"},`),
		strings.NewReader(record+`]}`))
	var r Reader
	r.Reset(io.MultiReader(parts...))
	count, longest := 0, 0
	for {
		it, err := r.Next(1<<20, parse)
		longest = max(longest, len(r.in.Window()))
		if err == io.EOF {
			break
		} else if err == tlslog.ErrTooLong {
			continue
		} else if err != nil {
			t.Fatal(err)
		}
		if it.Text != record {
			t.Fatal("a record differs")
		}
		count++
	}
	if count != n+1 {
		t.Errorf("%d records, want %d", count, n+1)
	}
	if longest > 4<<20 {
		t.Errorf("the window has grown to %d bytes", longest)
	}
}

type letters struct{}

func (letters) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// TestLive checks that a value is delivered as soon as it is complete, without
// waiting for what follows it.
func TestLive(t *testing.T) {
	pr, pw := io.Pipe()
	defer pr.Close()
	var r Reader
	r.Reset(pr)
	got := make(chan string)
	go func() {
		for {
			it, err := r.Next(1<<20, parse)
			if err != nil {
				close(got)
				return
			}
			got <- it.Text
		}
	}()
	for i := range 100 {
		record := fmt.Sprintf(`{"n":%d,"x":%q}`, i, strings.Repeat("y", i*i))
		for piece := record; piece != ""; { // in pieces
			n := min(len(piece), 1+i)
			if _, err := io.WriteString(pw, piece[:n]); err != nil {
				t.Fatal(err)
			}
			piece = piece[n:]
		}
		if text := <-got; text != record {
			t.Fatalf("got %q, want %q", text, record)
		}
	}
	pw.Close()
	if _, ok := <-got; ok {
		t.Error("one more")
	}
}

func TestItemAt(t *testing.T) {
	var r Reader
	r.Reset(strings.NewReader("{}\n\n {\n\"a\":1,\n\"b\":2}"))
	_, _ = r.Next(100, parse)
	var at int
	it, err := r.Next(100, func(sc *jsonscan.Scanner) Verdict {
		sc.EnterObject()
		for sc.NextMember() {
			if sc.Key() == "b" {
				at = sc.ValuePos()
			}
		}
		return Record
	})
	if offset, line := it.At(at); err != nil || offset != 18 || line != 5 {
		t.Errorf("byte %d, line %d, %v", offset, line, err)
	}
	if offset, line := it.At(0); offset != 5 || line != 3 || r.InputOffset() != 20 {
		t.Errorf("byte %d, line %d, end %d", offset, line, r.InputOffset())
	}
}

// FuzzNext checks that pieces make no difference, that values are valid JSON
// and at their offsets, and that no log stops it.
func FuzzNext(f *testing.F) {
	for _, in := range []string{
		"", "{}\n{}", `[{},{"a":[1]}]`, `{"Records":[{"a":"\""}],"b":1}`, "{\n\"a\":x}\n{}", `[{"a":x},{}]`, `{"a":"x"y"}{}`, "x\n[]", `{"Records":[{"Records":[{}]}]}`,
	} {
		f.Add(in, uint64(1), 50)
	}
	f.Add(`{"":""0`, uint64(1), -17) // broken, and over the limit
	f.Fuzz(func(t *testing.T, in string, seed uint64, limit int) {
		limit = max(limit, 1)
		if strings.HasPrefix(in, "\x1f\x8b") || strings.HasPrefix(in, "\xef\xbb\xbf") {
			return
		}
		want := read(strings.NewReader(in), limit)
		if got := read(&chunks{in, rand.New(rand.NewPCG(seed, 0))}, limit); got != want {
			t.Fatalf("in chunks (-want +got):\n%s", cmp.Diff(want, got))
		}
		wantPlace := place(strings.NewReader(in), limit)
		if got := place(&chunks{in, rand.New(rand.NewPCG(seed, 0))}, limit); got != wantPlace {
			t.Fatalf("in chunks it ends at %s, not %s", got, wantPlace)
		}
		var r Reader
		r.Reset(strings.NewReader(in))
		for range len(in) + 2 {
			it, err := r.Next(limit, parse)
			if err == nil {
				if !json.Valid([]byte(it.Text)) || in[it.Offset:][:len(it.Text)] != it.Text || len(it.Text) > limit {
					t.Fatalf("value %q at %d", it.Text, it.Offset)
				}
				if line := int64(1 + strings.Count(in[:it.Offset], "\n")); it.Line() != line {
					t.Fatalf("value on line %d, want %d", it.Line(), line)
				}
			} else if err != ErrSyntax && err != ErrDepth && err != tlslog.ErrTooLong {
				return
			}
		}
		t.Fatal("no progress")
	})
}

// FuzzAgainstDecoder compares with encoding/json on logs without damage.
func FuzzAgainstDecoder(f *testing.F) {
	f.Add("{} {\"a\":[1,2,{\"b\":null}]}\n\n{}")
	f.Fuzz(func(t *testing.T, in string) {
		if strings.ContainsAny(in, "[\x1f") || strings.HasPrefix(in, "\xef") {
			return // arrays stand for their elements here
		}
		d := json.NewDecoder(strings.NewReader(in))
		var want strings.Builder
		for {
			var raw json.RawMessage
			if err := d.Decode(&raw); err != nil {
				if err != io.EOF {
					return
				}
				break
			}
			if raw[0] != '{' {
				return
			}
			fmt.Fprintf(&want, "%s\n", raw)
		}
		var r Reader
		r.Reset(strings.NewReader(in))
		var got strings.Builder
		for {
			it, err := r.Next(1<<20, func(sc *jsonscan.Scanner) Verdict { sc.Skip(); return Record })
			if err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&got, "%s\n", it.Text)
		}
		if got.String() != want.String() {
			t.Fatal(cmp.Diff(want.String(), got.String()))
		}
	})
}

// chunks is a reader that returns pieces of random length.
type chunks struct {
	in  string
	rng *rand.Rand
}

func (c *chunks) Read(p []byte) (int, error) {
	if c.in == "" {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), 1+c.rng.IntN(9))], c.in)
	c.in = c.in[n:]
	return n, nil
}

// TestReadErrorPlace: where a log that cannot be read further ends does not
// depend on the pieces in which it came.
func TestReadErrorPlace(t *testing.T) {
	broken := errors.New("broken")
	for _, log := range []string{`{"Clf"t`, `{"a":1`, `{"a":1}{`, "[{}", `{"a"` + "\n" + `:x`} {
		var places []string
		for _, pieces := range []func(io.Reader) io.Reader{iotest.OneByteReader, iotest.HalfReader, iotest.DataErrReader} {
			var r Reader
			r.Reset(pieces(io.MultiReader(strings.NewReader(log), iotest.ErrReader(broken))))
			var err error
			for err == nil || err == ErrSyntax {
				_, err = r.Next(100, func(sc *jsonscan.Scanner) Verdict { return Record })
			}
			places = append(places, r.Fail("x", err).Error())
		}
		if places[0] != places[1] || places[0] != places[2] || !strings.HasSuffix(places[0], "broken") {
			t.Errorf("%s: %q", log, places)
		}
	}
}

// TestLines: a line that is a record, or starts with what belongs to a value,
// ends a value that is damaged, however the log comes.
func TestLines(t *testing.T) {
	log := "{\"a\":\n# 1\n> {\"b\":1}\n{\"c\":\n>x\n> {\n12\n#\n{\"d\":1}\n{"
	want := []string{"0 " + ErrSyntax.Error(), "# 1", `> {"b":1}`, "20 " + ErrSyntax.Error(), "31 " + ErrSyntax.Error(), "#", `{"d":1}`, io.ErrUnexpectedEOF.Error()}
	for _, src := range []io.Reader{strings.NewReader(log), iotest.OneByteReader(strings.NewReader(log))} {
		r := Reader{
			Prefix:    func(head string) int { return len("> ") * strings.Count(head[:min(3, len(head))], "> {") },
			MaxPrefix: len("> "),
			Line:      func(head string) bool { return strings.HasPrefix(head, "#") },
			LineLook:  2,
		}
		r.Reset(src)
		var got []string
		for {
			if window := r.Stream().Window(); strings.HasPrefix(window, "#") {
				line, _ := r.Stream().Line(100)
				got = append(got, line.Text)
				continue
			}
			it, err := r.Next(100, parse)
			if err == nil {
				got = append(got, r.BeforeLast()+it.Text)
			} else if err == ErrSyntax {
				got = append(got, fmt.Sprint(it.Offset, " ", err))
			} else {
				got = append(got, err.Error())
				break
			}
			_, _ = r.Peek()
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}
