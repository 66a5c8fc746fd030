package jsonscan

import "testing"

// framerTests have the mark where the frame ends.
var framerTests = []struct {
	marked string
	done   bool
}{
	{`{}§`, true},
	{` [ ]§ ,{}`, true},
	{`{"a":[1,{"b":"]}"}]}§,{}`, true},
	{`["\"]","\\"]§]`, true},
	{`"a\"b"§"c"`, true},
	{`12§,13`, true},
	{"true§\n", true},
	{"true§\t", true},
	{`12§"x"`, true},
	{` -1.5e+3§]`, true},
	{`null§{}`, true},

	// Not done.
	{`§`, false},
	{" \r\n\t§", false},
	{`{§`, false},
	{`{"a}§`, false},
	{`["\§`, false},
	{`["\"§`, false},
	{`{"a":1,"b":[]§`, false},
	{`12§`, false},
	{`nul§`, false},

	// What is not JSON ends somewhere.
	{`,§{}`, true},
	{`:§{}`, true},
	{`]§{}`, true},
	{` }§{}`, true},
	{`xyz§ {}`, true},
	{`[}§`, true},
}

func TestFramer(t *testing.T) {
	for _, row := range framerTests {
		doc, want := cutMark(row.marked)

		var framer Framer
		if end, done := framer.Next(doc); end != want || done != row.done {
			t.Errorf("%s: frame ends at %d, %t; want %d, %t", row.marked, end, done, want, row.done)
		}

		// Byte by byte, with nothing between the bytes.
		framer = Framer{}
		pos, done := 0, false
		for pos < len(doc) && !done {
			if end, done := framer.Next(""); end != 0 || done {
				t.Fatalf("%s: nothing gives %d, %t", row.marked, end, done)
			}
			var n int
			n, done = framer.Next(doc[pos : pos+1])
			pos += n
		}
		if pos != want || done != row.done {
			t.Errorf("%s: byte by byte, frame ends at %d, %t; want %d, %t", row.marked, pos, done, want, row.done)
		}
	}
}

// TestFramerSequence frames one value after the other, as a decoder does.
func TestFramerSequence(t *testing.T) {
	const doc = `{"a":"{"} [1,"\\"]"x" 2 {"b":{}}`
	var framer Framer
	var frames []string
	for rest := doc; rest != ""; {
		end, done := framer.Next(rest)
		if !done {
			t.Fatalf("%q has no end", rest)
		}
		frames = append(frames, rest[:end])
		rest = rest[end:]
	}
	want := []string{`{"a":"{"}`, ` [1,"\\"]`, `"x"`, ` 2`, ` {"b":{}}`}
	if len(frames) != len(want) {
		t.Fatalf("frames %q; want %q", frames, want)
	}
	for i := range want {
		if frames[i] != want[i] {
			t.Errorf("frame %q; want %q", frames[i], want[i])
		}
	}
}

// TestFramerRecords frames records in pieces of every small size.
func TestFramerRecords(t *testing.T) {
	c := newCorpus()
	for range 20 {
		doc := c.cloudTrail()
		for size := 1; size < 40; size++ {
			var framer Framer
			pos, done := 0, false
			for !done {
				var n int
				n, done = framer.Next((doc + " ")[pos:min(pos+size, len(doc)+1)])
				pos += n
			}
			if pos != len(doc) {
				t.Fatalf("in pieces of %d, frame ends at %d of %d", size, pos, len(doc))
			}
		}
	}
}
