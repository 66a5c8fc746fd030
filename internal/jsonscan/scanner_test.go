package jsonscan

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// validDocuments are valid JSON with nothing behind it.
var validDocuments = []string{
	`null`, `true`, `false`, `0`, `-0`, `12`, `-1.50`, `1e5`, `1E+5`, `0.0e-0`, `""`, `"a"`,
	`{}`, `[]`, ` { } `, "\t[\r\n]\n", `[[],{},[{}]]`, `{"":{"":""}}`,
	`{"a":1,"b":[true,false,null],"c":{"d":"e"}}`,
	` { "a" : 1 , "b" : [ true , false , null ] , "c" : { "d" : "e" } } `,
	"{\n\t\"a\": 1,\r\n\t\"b\": [\n\t\ttrue,\n\t\t-2.5e-10\n\t]\n}\n",
	`{"a":1,"a":2,"a":3}`,
	`"\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\ud83d\ude00"`,
	`"\ud83d"`, `"\ude00"`, `"\ud83d\ud83d\ude00"`, `"\ud83dx"`, `"\ud83d\n"`,
	`{"\u0061":"escaped name","b\"":"and another"}`,
	`"12345678"`, `"1234567\""`, `"1234567"`, `"123456\u0037"`, `["12345","1234567"]`,
	"\"\x7f\"", "\"\u2028\u00ff\U0010ffff\"", "\"!#[]\"",
	"\"\xff\"", "\"\xe2\x82\"", "\"\xed\xa0\x80\"", "{\"\xc0\x80\":\"\xff12345678\xfe\"}",
	`[1,22,333,4444,55555,666666,7777777,88888888,999999999]`,
	`"a long string, so that several words are scanned, with an end that is no multiple of eight"`,
	`{"policy":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Action\":[\"s3:GetObject\"]}]}"}`,
	strings.Repeat("[", 130) + strings.Repeat("]", 130),
	strings.Repeat(`{"a":[`, 65) + `1` + strings.Repeat("]}", 65),
}

// mark stands in malformedDocuments before the byte that is wrong.
const mark = "§"

// cutMark returns the document without the mark, and where the mark was.
func cutMark(marked string) (doc string, pos int) {
	before, behind, ok := strings.Cut(marked, mark)
	if !ok {
		panic("no mark in " + marked)
	}
	return before + behind, len(before)
}

// malformedDocuments have the mark where the error is.
var malformedDocuments = []struct {
	marked string
	err    error
}{
	// Too short: the mark is at the end.
	{`§`, ErrShort}, {" \n§", ErrShort},
	{`t§`, ErrShort}, {`tru§`, ErrShort}, {`fals§`, ErrShort}, {`nul§`, ErrShort},
	{`-§`, ErrShort}, {`1.§`, ErrShort}, {`1e§`, ErrShort}, {`1e+§`, ErrShort}, {`-0.§`, ErrShort},
	{`"§`, ErrShort}, {`"abc§`, ErrShort}, {`"12345678§`, ErrShort},
	{`"\§`, ErrShort}, {`"\u§`, ErrShort}, {`"\u00e§`, ErrShort}, {`"\"§`, ErrShort}, {`"1234567\§`, ErrShort},
	{`{§`, ErrShort}, {`{ §`, ErrShort}, {`{"§`, ErrShort}, {`{"a"§`, ErrShort}, {`{"a" §`, ErrShort},
	{`{"a":§`, ErrShort}, {`{"a": §`, ErrShort}, {`{"a":1§`, ErrShort}, {`{"a":1 §`, ErrShort},
	{`{"a":1,§`, ErrShort}, {`{"a":1, §`, ErrShort}, {`{"a":{}§`, ErrShort},
	{`[§`, ErrShort}, {`[ §`, ErrShort}, {`[1§`, ErrShort}, {`[12 §`, ErrShort}, {`[true§`, ErrShort}, {`[1,§`, ErrShort},
	{`[[]§`, ErrShort}, {`[{"a":[§`, ErrShort}, {`["a§`, ErrShort},

	// Wrong.
	{`§x`, ErrSyntax}, {`§,`, ErrSyntax}, {`§]`, ErrSyntax}, {`§}`, ErrSyntax}, {`§:`, ErrSyntax}, {"§\x00", ErrSyntax},
	{"§\v", ErrSyntax}, {"§\u00a0", ErrSyntax}, {"§\ufeff{}", ErrSyntax}, {`§'a'`, ErrSyntax},
	{`§+1`, ErrSyntax}, {`§.5`, ErrSyntax}, {`-§x`, ErrSyntax}, {`-§-1`, ErrSyntax}, {`-§.5`, ErrSyntax},
	{`1.§x`, ErrSyntax}, {`1.§e5`, ErrSyntax}, {`1e§x`, ErrSyntax}, {`1e-§-`, ErrSyntax}, {`1e+§.`, ErrSyntax},
	{`[0§1]`, ErrSyntax}, {`[-0§0]`, ErrSyntax}, {`[1§x]`, ErrSyntax}, {`[1.5§.5]`, ErrSyntax}, {`[1e5§e5]`, ErrSyntax},
	{`t§x`, ErrSyntax}, {`tr§a`, ErrSyntax}, {`fal§ze`, ErrSyntax}, {`n§ill`, ErrSyntax}, {`[true§x]`, ErrSyntax}, {`§True`, ErrSyntax},
	{"\"§\n\"", ErrSyntax}, {"\"§\x00\"", ErrSyntax}, {"\"1234567§\x1f\"", ErrSyntax}, {"\"abc§\tdef\\\"\"", ErrSyntax}, {"\"\\n§\n\"", ErrSyntax},
	{`"\§x"`, ErrSyntax}, {`"\§U0041"`, ErrSyntax}, {`"\§'"`, ErrSyntax}, {"\"\\§\n\"", ErrSyntax}, {`"\u§"`, ErrSyntax},
	{`"\u00§g0"`, ErrSyntax}, {`"\u00e§"`, ErrSyntax}, {`"12345678\u123§:"`, ErrSyntax}, {`"\u§-123"`, ErrSyntax},
	{`{§1}`, ErrSyntax}, {`{§,}`, ErrSyntax}, {`{§a:1}`, ErrSyntax}, {`{§{}}`, ErrSyntax}, {`{§]`, ErrSyntax}, {`{§:1}`, ErrSyntax},
	{`{"a"§}`, ErrSyntax}, {`{"a"§,1}`, ErrSyntax}, {`{"a"§"b"}`, ErrSyntax}, {`{"a":§}`, ErrSyntax}, {`{"a":§,}`, ErrSyntax}, {`{"a":§:1}`, ErrSyntax},
	{`{"a":1§]`, ErrSyntax}, {`{"a":1,§}`, ErrSyntax}, {`{"a":1,§,}`, ErrSyntax}, {`{"a":1§"b":2}`, ErrSyntax}, {`{"a":1,§1}`, ErrSyntax}, {`{"a":1§:2}`, ErrSyntax},
	{"{\"a§\n\":1}", ErrSyntax}, {`{"\§a":1}`, ErrSyntax}, {`{"a":{"b":[1,{"c":§x}]}}`, ErrSyntax},
	{`[§,]`, ErrSyntax}, {`[§}`, ErrSyntax}, {`[1,§]`, ErrSyntax}, {`[1,§,2]`, ErrSyntax}, {`[1 §2]`, ErrSyntax}, {`[1§}`, ErrSyntax}, {`["a"§:1]`, ErrSyntax}, {`[1§"a"]`, ErrSyntax},
	{`[[]§}`, ErrSyntax}, {`[{}§}`, ErrSyntax}, {`{"a":[]§]`, ErrSyntax}, {"[1§\x00]", ErrSyntax}, {"[1§\v]", ErrSyntax},
	{`{"a":1}§ `, nil}, {`{}§}`, nil}, {`"a"§"b"`, nil}, {`12§x`, nil}, {`0§1`, nil}, {`true§x`, nil}, {`[]§ x`, nil},
}

func TestValid(t *testing.T) {
	for _, doc := range validDocuments {
		checkDocument(t, doc, 0)
		checkPrefixes(t, doc)
	}
}

// TestMalformed also has documents with something behind the value, which is
// for the next call to find.
func TestMalformed(t *testing.T) {
	for _, row := range malformedDocuments {
		doc, pos := cutMark(row.marked)
		var sc Scanner
		for _, read := range []func(){func() { sc.Skip() }, func() { walk(&sc, nil) }} {
			sc.Reset(doc, 0)
			read()
			if sc.Pos() != pos || sc.Err() != row.err {
				t.Errorf("%s: %v at %d; want %v at %d", row.marked, sc.Err(), sc.Pos(), row.err, pos)
			}
		}
		for seed := range uint64(20) {
			checkDocument(t, doc, seed)
		}
	}
}

// TestRandomBytes checks documents near to valid ones.
func TestRandomBytes(t *testing.T) {
	c := newCorpus()
	const alphabet = "{}[]:,\"\\ \n\x00\x1f\xff019.-+eEtrufalsn"
	for range 20000 {
		doc := []byte(validDocuments[c.IntN(len(validDocuments))])
		for range 1 + c.IntN(3) {
			doc[c.IntN(len(doc))] = alphabet[c.IntN(len(alphabet))]
		}
		checkDocument(t, string(doc), c.Uint64())
	}
}

func TestKind(t *testing.T) {
	for doc, want := range map[string]Kind{
		`{`: Object, ` [`: Array, "\n\"": String, "\t-": Number, `0`: Number, `9`: Number,
		`t`: True, `f`: False, `n`: Null, ``: End, "\r\n": End, `,`: Invalid, `x`: Invalid, "\x00": Invalid, "\xff": Invalid, `+`: Invalid,
	} {
		var sc Scanner
		sc.Reset(doc, 0)
		if got := sc.Kind(); got != want || sc.Err() != nil {
			t.Errorf("Kind of %q = %d, %v; want %d", doc, got, sc.Err(), want)
		}
		if want := len(strings.TrimLeft(doc, " \n\t\r")); len(doc)-sc.Pos() != want {
			t.Errorf("after Kind of %q the position is %d", doc, sc.Pos())
		}
	}
}

func TestZeroScanner(t *testing.T) {
	var sc Scanner
	if sc.Kind() != End || sc.EnterObject() || sc.EnterArray() || sc.NextMember() || sc.Skip() || sc.Raw() != "" {
		t.Error("a zero Scanner finds something")
	}
	if sc.Err() != ErrShort {
		t.Errorf("error %v; want %v", sc.Err(), ErrShort)
	}
	sc.Reset(`{}`, 0)
	if !sc.Skip() {
		t.Errorf("after Reset: %v", sc.Err())
	}
}

func TestReset(t *testing.T) {
	const window = `{"a":1} [2] x`
	var sc Scanner
	sc.Reset(window, 0)
	first := sc.Raw()
	sc.Reset(window, sc.Pos())
	second := sc.Raw()
	sc.Reset(window, sc.Pos())
	if sc.Skip() || sc.Err() != ErrSyntax || window[sc.Pos()] != 'x' {
		t.Errorf("third value: %v at %d", sc.Err(), sc.Pos())
	}
	if first != `{"a":1}` || second != `[2]` {
		t.Errorf("values %q and %q", first, second)
	}
}

// TestMembers checks names and positions, and that values may be left unread.
func TestMembers(t *testing.T) {
	const doc = ` { "a" : 1 , "b\u0022":{"c":[ ]}, "a":"x" ,"":null } `
	want := []struct {
		key        string
		keyAt      string // what is at KeyPos
		valueAt    string // what is at ValuePos
		valueBytes string
	}{
		{`a`, `"a" : 1`, `1 , `, `1`},
		{`b"`, `"b\u0022"`, `{"c"`, `{"c":[ ]}`},
		{`a`, `"a":"x"`, `"x" ,`, `"x"`},
		{``, `"":null`, `null `, `null`},
	}
	for _, read := range []bool{true, false} {
		var sc Scanner
		sc.Reset(doc, 0)
		if sc.KeyPos() != -1 || sc.ValuePos() != -1 || sc.Key() != "" {
			t.Errorf("before: %d, %d, %q", sc.KeyPos(), sc.ValuePos(), sc.Key())
		}
		if !sc.EnterObject() {
			t.Fatal(sc.Err())
		}
		for _, w := range want {
			if !sc.NextMember() {
				t.Fatalf("%q: %v", w.key, sc.Err())
			}
			if sc.Key() != w.key || !strings.HasPrefix(doc[sc.KeyPos():], w.keyAt) || !strings.HasPrefix(doc[sc.ValuePos():], w.valueAt) {
				t.Errorf("key %q at %d, value at %d; want %v", sc.Key(), sc.KeyPos(), sc.ValuePos(), w)
			}
			if read {
				if raw := sc.Raw(); raw != w.valueBytes {
					t.Errorf("%q: value %q; want %q", w.key, raw, w.valueBytes)
				}
			}
		}
		if sc.NextMember() || sc.Err() != nil || doc[:sc.Pos()] != strings.TrimRight(doc, " ") {
			t.Errorf("at the end: %v at %d", sc.Err(), sc.Pos())
		}
		if sc.Kind() != End {
			t.Error("something follows")
		}
	}
}

func TestLeaveEarly(t *testing.T) {
	var sc Scanner
	sc.Reset(`{"a":[1,[2,3],4],"b":{"c":5,"d":6},"e":7}`, 0)
	var got []string
	sc.EnterObject()
	for sc.NextMember() {
		switch {
		case sc.EnterArray():
			sc.NextElement()
			for sc.NextElement() {
			}
		case sc.EnterObject():
			for sc.NextMember() {
			}
		}
		got = append(got, sc.Key())
	}
	if want := []string{"a", "d", "e"}; sc.Err() != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, %v; want %q", got, sc.Err(), want)
	}
}

// TestWrongKind checks that a method that finds another kind than its own reads
// nothing.
func TestWrongKind(t *testing.T) {
	values := map[Kind]string{Object: `{}`, Array: `[]`, String: `"s"`, Number: `-1.5`, True: `true`, False: `false`, Null: `null`}
	for kind, value := range values {
		var sc Scanner
		methods := map[string]struct {
			read  func() bool
			kinds []Kind
		}{
			"EnterObject": {sc.EnterObject, []Kind{Object}},
			"EnterArray":  {sc.EnterArray, []Kind{Array}},
			"Str":         {func() bool { raw, _, ok := sc.Str(); return ok && raw == "s" }, []Kind{String}},
			"Text":        {func() bool { text, ok := sc.Text(); return ok && text == "s" }, []Kind{String}},
			"Number":      {func() bool { n, ok := sc.Number(); return ok && n == "-1.5" }, []Kind{Number}},
			"Bool":        {func() bool { v, ok := sc.Bool(); return ok && v == (kind == True) }, []Kind{True, False}},
			"Null":        {sc.Null, []Kind{Null}},
		}
		for name, m := range methods {
			sc.Reset("[ "+value+" ]", 0)
			sc.EnterArray()
			sc.NextElement()
			want := slices.Contains(m.kinds, kind)
			if got := m.read(); got != want || sc.Err() != nil {
				t.Errorf("%s of %s = %t, %v; want %t", name, value, got, sc.Err(), want)
			}
			if !want && sc.Raw() != value {
				t.Errorf("%s of %s has read something", name, value)
			}
		}
	}
}

// TestSticky checks that nothing moves after an error.
func TestSticky(t *testing.T) {
	for _, row := range malformedDocuments {
		if row.err == nil {
			continue
		}
		doc, pos := cutMark(row.marked)
		var sc Scanner
		sc.Reset(doc, 0)
		walk(&sc, nil)
		_, _, str := sc.Str()
		_, text := sc.Text()
		_, number := sc.Number()
		_, boolean := sc.Bool()
		if sc.EnterObject() || sc.EnterArray() || sc.NextMember() || sc.NextElement() || str || text || number || boolean ||
			sc.Null() || sc.Skip() || sc.Raw() != "" || sc.Kind() != Invalid {
			t.Errorf("%s: something was read after the error", row.marked)
		}
		if sc.Err() != row.err || sc.Pos() != pos {
			t.Errorf("%s: %v at %d afterwards", row.marked, sc.Err(), sc.Pos())
		}
	}
}

// TestNumberAtEnd checks the one value whose end the window decides.
func TestNumberAtEnd(t *testing.T) {
	var sc Scanner
	sc.Reset(`12`, 0)
	if n, ok := sc.Number(); !ok || n != "12" {
		t.Errorf("alone: %q, %v", n, sc.Err())
	}
	sc.Reset(`[12`, 0)
	sc.EnterArray()
	sc.NextElement()
	if n, ok := sc.Number(); ok || sc.Err() != ErrShort || sc.Pos() != 3 {
		t.Errorf("in an array: %q, %v at %d", n, sc.Err(), sc.Pos())
	}
}

func TestStr(t *testing.T) {
	for _, row := range []struct {
		doc, raw string
		escaped  bool
	}{
		{`""`, ``, false},
		{` "abc" `, `abc`, false},
		{`"a\nb"`, `a\nb`, true},
		{`"a\\"`, `a\\`, true},
		{`"123456789\""`, `123456789\"`, true},
		{"\"\xff\"", "\xff", false},
	} {
		var sc Scanner
		sc.Reset(row.doc, 0)
		raw, esc, ok := sc.Str()
		if raw != row.raw || esc != row.escaped || !ok {
			t.Errorf("Str of %s = %q, %t, %t; want %q, %t", row.doc, raw, esc, ok, row.raw, row.escaped)
		}
		sc.Reset(row.doc, 0)
		text, ok := sc.Text()
		if want := string(Unescape(nil, row.raw)); text != want || !ok {
			t.Errorf("Text of %s = %q, %t; want %q", row.doc, text, ok, want)
		}
	}
}

// nested returns a document of n containers in one another, objects where the
// bit of the level in pattern is set.
func nested(n int, pattern uint64) string {
	open, end := make([]string, n), make([]string, n)
	for i := range n {
		open[i], end[n-1-i] = "[", "]"
		if pattern>>(i%64)&1 != 0 {
			open[i], end[n-1-i] = `{"a":`, "}"
		}
	}
	inner := "0"
	return strings.Join(open, "") + inner + strings.Join(end, "")
}

func TestDepth(t *testing.T) {
	const some = 0x123456789abcdef0
	for _, pattern := range []uint64{0, some, ^uint64(0)} {
		for _, n := range []int{1, 2, 63, 64, 65, 127, 128, 129, MaxDepth - 1, MaxDepth} {
			doc := nested(n, pattern)
			checkDocument(t, doc, 0)

			// Every closing bracket must be of the right kind.
			body, brackets := doc[:len(doc)-n], doc[len(doc)-n:]
			for i := range n {
				wrong := []byte(brackets)
				wrong[i] ^= ']' ^ '}'
				var sc Scanner
				sc.Reset(body+string(wrong), 0)
				if sc.Skip() || sc.Err() != ErrSyntax || sc.Pos() != len(body)+i {
					t.Fatalf("depth %d, wrong bracket %d: %v at %d", n, i, sc.Err(), sc.Pos()-len(body))
				}
			}
		}
		tooDeep := nested(MaxDepth+1, pattern)
		at := max(strings.LastIndexByte(tooDeep, '['), strings.LastIndexByte(tooDeep, '{'))
		var sc Scanner
		for _, read := range []func(){func() { sc.Skip() }, func() { walk(&sc, nil) }} {
			sc.Reset(tooDeep, 0)
			read()
			if sc.Err() != ErrDepth || sc.Pos() != at {
				t.Errorf("%v at %d; want %v at %d", sc.Err(), sc.Pos(), ErrDepth, at)
			}
		}
		// A skip that begins at some depth has what is left.
		sc.Reset("["+nested(MaxDepth, pattern)+"]", 0)
		sc.EnterArray()
		sc.NextElement()
		if sc.Skip() || sc.Err() != ErrDepth {
			t.Errorf("skipping from depth 1: %v", sc.Err())
		}
	}
}

// TestSiblings checks that what has been left does not count as depth.
func TestSiblings(t *testing.T) {
	const n = 2 * MaxDepth
	var sc Scanner
	sc.Reset("["+strings.Repeat(`[],{},{"a":[0]},`, n)+"0]", 0)
	if walk(&sc, nil); sc.Err() != nil || sc.Kind() != End {
		t.Errorf("%v at %d", sc.Err(), sc.Pos())
	}
}

func TestVeryDeep(t *testing.T) {
	const n = 1e6
	for _, open := range []string{"[", `{"a":`, `[{"a":`} {
		doc := strings.Repeat(open, n)
		var sc Scanner
		sc.Reset(doc, 0)
		if sc.Skip() || sc.Err() != ErrDepth {
			t.Errorf("%s: %v", open, sc.Err())
		}
		var framer Framer
		if end, done := framer.Next(doc); done || end != len(doc) {
			t.Errorf("%s: framed at %d, %t", open, end, done)
		}
	}
}

func TestManyMembers(t *testing.T) {
	const n = 1e6
	var b strings.Builder
	b.WriteString(`{"0":0`)
	for i := 1; i < n; i++ {
		fmt.Fprintf(&b, `,"%d":%d`, i, i)
	}
	b.WriteByte('}')
	var sc Scanner
	sc.Reset(b.String(), 0)
	sc.EnterObject()
	count := 0
	for ; sc.NextMember(); count++ {
		if literal, _ := sc.Number(); literal != sc.Key() {
			t.Fatalf("member %q is %q", sc.Key(), literal)
		}
	}
	if count != n || sc.Err() != nil || sc.Kind() != End {
		t.Errorf("%d members, %v", count, sc.Err())
	}
}

func TestLongStrings(t *testing.T) {
	for n := range 300 {
		for _, tail := range []string{``, `\n`, `\u0000`, "\u00e9"} {
			content := strings.Repeat("x", n) + tail
			for _, behind := range []string{"", " ", "        "} {
				checkDocument(t, `"`+content+`"`+behind, 0)
				checkDocument(t, `"`+content+"\x1f"+`"`+behind, 0)
			}
		}
	}
	long := strings.Repeat("x", 10<<20)
	var sc Scanner
	sc.Reset(`["`+long+`"]`, 0)
	sc.EnterArray()
	sc.NextElement()
	if raw, esc, ok := sc.Str(); raw != long || esc || !ok {
		t.Errorf("long string: %d bytes, %t, %t", len(raw), esc, ok)
	}
}

func TestAllocations(t *testing.T) {
	c := newCorpus()
	trail, firewall := c.cloudTrail(), c.networkFirewall()
	escaped := `{"a":"x\ny","b":"\u0041\ud83d\ude00"}`
	buf := make([]byte, 0, 1024)
	var sc Scanner
	var ev event
	var rec firewallRecord
	for name, f := range map[string]func(){
		"skip": func() { sc.Reset(trail, 0); sc.Skip() },
		"walk": func() { sc.Reset(trail, 0); ev.read(&sc); sc.Reset(firewall, 0); rec.read(&sc) },
		"fail": func() { sc.Reset(trail[:len(trail)/2], 0); ev.read(&sc) },
		"unescape": func() {
			sc.Reset(escaped, 0)
			sc.EnterObject()
			for sc.NextMember() {
				raw, _, _ := sc.Str()
				buf = Unescape(buf[:0], raw)
			}
		},
		"append": func() { buf = AppendString(buf[:0], "a \"quoted\" \xff\x00 text") },
		"frame": func() {
			var framer Framer
			framer.Next(trail[:100])
			framer.Next(trail[100:])
		},
	} {
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
	texts := func() {
		sc.Reset(`{"\u0061bc":"de\n"}`, 0)
		sc.EnterObject()
		sc.NextMember()
		sc.Text()
	}
	if n := testing.AllocsPerRun(100, texts); n != 2 {
		t.Errorf("an escaped name and an escaped text: %v allocations; want one each", n)
	}
}
