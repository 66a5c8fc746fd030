package reliability

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf16"

	"github.com/awstls/awstls/internal/envelope/envelopetest"
	"github.com/awstls/awstls/tlslog"
)

var faultsFull = flag.Bool("faults.full", false, "run TestFaults at full size")

// size returns the full size of a fault, or the share of it that CI tries.
func size(full int64, share int64) int64 {
	if *faultsFull {
		return full
	}
	return full / share / thin
}

var errBroken = errors.New("the reader is broken")

// A fault is a kind of damage. Its run gives logs with it to a decoder, and
// fails the test if a sound record is lost without an error that says so.
type fault struct {
	name string
	run  func(c *check)
}

// A check is a run of one fault with one decoder.
type check struct {
	*testing.T
	*target
	want   reading // of the log without a fault
	inputs int     // tried
	before int     // bytes in use
	peak   int     // bytes in use beyond these, at most
}

var faults = []fault{
	{"The reader fails at each byte of the log, as it is and in gzip.", (*check).brokenReader},
	{"The log ends at each byte, as it is and in gzip.", (*check).cutOff},
	{"The reader returns nothing for ever, or an impossible count.", (*check).strangeReader},
	{"One bit of the gzip is wrong, its checksum and its length included.", (*check).wrongBit},
	{"Behind the gzip there is garbage, zeros, or text; behind text there is gzip.", (*check).trailing},
	{"It is gzip in gzip, up to 100 layers; four are read.", (*check).layers},
	{"It is a zip archive, zstd, xz, bzip2, lz4, snappy, Parquet or UTF-16, given by mistake.", (*check).otherFile},
	{"A record goes on for 10 GB (50 MB in CI), and sound ones follow.", (*check).longRecord},
	{"A gzip bomb of 10 GB of zeros (50 MB in CI), in the log as a member of its gzip, and in an envelope.", (*check).bomb},
	{"A few bytes come again and again, for 50 MB (1 MB in CI), in the place of a record: letters, brackets, quotation marks, NULs, spaces, line feeds.", (*check).runs},
	{"Brackets, members and envelopes are nested a million deep (100 000 in CI).", (*check).deep},
	{"A record has a million members or columns (100 000 in CI): of different names, of one, of a known one.", (*check).wide},
	{"A value is 1e999, half a surrogate pair, a NUL, a number of a million digits, of another type, there twice, and so on.", (*check).oddValues},
	{"Random bytes of a record are changed, added, removed or doubled.", (*check).randomDamage},
}

// memoryCeiling is what a decoder may have in use while it reads a record that
// does not end: the longest one that it takes has up to 4 MiB, and the block
// that holds it can be four times as large.
const memoryCeiling = 16 << 20

// TestFaults gives the faults to all decoders, and compares what docs say of it.
func TestFaults(t *testing.T) {
	var table strings.Builder
	table.WriteString("| fault | inputs |\n|---|---|\n")
	total := 0
	for _, f := range faults {
		inputs := 0
		for _, x := range targets() {
			t.Run(f.name+" "+x.name, func(t *testing.T) {
				start := time.Now()
				c := &check{T: t, target: x, want: x.read(t, strings.NewReader(x.log()), 0)}
				if c.want.final != io.EOF || len(c.want.sound) != len(x.records) {
					t.Fatalf("the sound log: %v, %d records of %d, %d damaged", c.want.final, len(c.want.sound), len(x.records), c.want.damaged)
				}
				c.before = inUse()
				f.run(c)
				inputs += c.inputs
				t.Logf("%d inputs, %d KiB of memory, %v", c.inputs, c.peak>>10, time.Since(start).Round(time.Millisecond))
				if c.peak > memoryCeiling {
					t.Errorf("%d bytes of memory are in use", c.peak)
				}
			})
		}
		fmt.Fprintf(&table, "| %s | %s |\n", f.name, thousands(inputs))
		total += inputs
	}
	fmt.Fprintf(&table, "| all | %s |\n", thousands(total))
	if !t.Failed() && thin == 1 {
		compareDocs(t, "faults", table.String())
	}
}

func inUse() int {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

// decode reads a log and measures the memory in use meanwhile, and checks that
// no sound record was lost in silence: the first ones and the last ones of the
// sound log are there, or a final error tells.
func (c *check) decode(r io.Reader, first, last, limit int) reading {
	c.inputs++
	got := c.read(c.T, r, limit)
	if !got.startsWith(c.want, first) {
		c.Fatalf("the %d sound records before the fault are not what is read: %d, %v", first, len(got.sound), got.final)
	}
	if !got.told() && !got.endsWith(c.want, last) {
		c.Fatalf("the %d sound records behind the fault are not what is read: %d, %d damaged, %v", last, len(got.sound), got.damaged, got.final)
	}
	return got
}

// whole returns how many records stand in the first n bytes of the log, with
// what ends them.
func (c *check) whole(n int) (count int) {
	n -= len(c.header)
	for _, r := range c.records {
		if n -= len(r); n < 0 {
			break
		}
		count++
	}
	return count
}

func (c *check) brokenReader() {
	log := c.log()
	for n := 0; n <= len(log); n += thin {
		got := c.decode(io.MultiReader(strings.NewReader(log[:n]), iotest.ErrReader(errBroken)), c.whole(n), 0, 0)
		if !errors.Is(got.final, errBroken) {
			c.Fatalf("broken at byte %d: %v", n, got.final)
		}
	}
	for n := range zipSteps(envelopetest.Gzip(log)) {
		got := c.decode(io.MultiReader(strings.NewReader(n), iotest.ErrReader(errBroken)), 0, 0, 0)
		if !errors.Is(got.final, errBroken) || !got.startsWith(c.want, len(got.sound)) {
			c.Fatalf("broken behind %d bytes of gzip: %v", len(n), got.final)
		}
	}
}

// zipSteps yields 100 starts of a text.
func zipSteps(z string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for i := range 100 {
			if !yield(z[:i*len(z)/100]) {
				return
			}
		}
	}
}

func (c *check) cutOff() {
	log := c.log()
	for n := 0; n < len(log); n += thin {
		whole := c.whole(n)
		got := c.decode(strings.NewReader(log[:n]), whole, 0, 0)
		atEnd := n == 0 || log[n-1] == '\n' || n < len(log) && log[n] == '\n' || n == len(c.header)-1
		if c.json && !atEnd && !got.told() && got.damaged == 0 {
			c.Fatalf("cut off at byte %d of %d: %d records, %v", n, len(log), len(got.sound), got.final)
		}
		if len(got.sound) > whole+1 {
			c.Fatalf("cut off at byte %d: %d records of %d", n, len(got.sound), whole)
		}
	}
	for n := range zipSteps(envelopetest.Gzip(log)) {
		got := c.decode(strings.NewReader(n), 0, 0, 0)
		if !errors.Is(got.final, io.ErrUnexpectedEOF) && n != "" || !got.startsWith(c.want, len(got.sound)) {
			c.Fatalf("cut off behind %d bytes of gzip: %v", len(n), got.final)
		}
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func (c *check) strangeReader() {
	for _, strange := range []readerFunc{
		func([]byte) (int, error) { return 0, nil },
		func([]byte) (int, error) { return -1, nil },
		func(p []byte) (int, error) { return len(p) + 1, nil },
		func(p []byte) (int, error) { return len(p) + 1, io.EOF },
	} {
		if got := c.decode(io.MultiReader(strings.NewReader(c.log()), strange), len(c.records), 0, 0); !got.told() {
			c.Errorf("%v", got.final)
		}
		if got := c.decode(strange, 0, 0, 0); !got.told() {
			c.Errorf("%v", got.final)
		}
	}
}

func (c *check) wrongBit() {
	z := []byte(envelopetest.Gzip(c.log()))
	for i := 0; i < 2000; i += thin {
		bit := i * len(z) * 8 / 2000
		if i >= 1936 {
			bit = len(z)*8 - (2000 - i) // all of the checksum and the length
		}
		z[bit/8] ^= 1 << (bit % 8)
		// Only the checksum, which is behind the records, tells that one of them
		// is not what it was. Without the magic number it is text, and damaged.
		got := c.decode(bytes.NewReader(z), 0, 0, 0)
		if !got.told() && got.damaged == 0 && (len(got.sound) != len(c.records) || !got.startsWith(c.want, len(c.records))) {
			c.Fatalf("bit %d of %d: %d records, and nothing is told", bit, len(z)*8, len(got.sound))
		}
		z[bit/8] ^= 1 << (bit % 8)
	}
}

func (c *check) trailing() {
	log := c.log()
	z := envelopetest.Gzip(log)
	for _, behind := range []string{"garbage", "\x00\x00\x00\x00", "\n", log, "\x1f", "\x1f\x8b", "\x1f\x8b\x08", "\x1f\x8b\x08\xff", z[:len(z)-1]} {
		if got := c.decode(strings.NewReader(z+behind), len(c.records), 0, 0); !got.told() {
			c.Errorf("%.10q behind gzip: %v", behind, got.final)
		}
	}
	if got := c.decode(strings.NewReader(log+z), len(c.records), 0, 0); !got.told() && got.damaged == 0 && c.name != "front door" {
		c.Errorf("gzip behind text: %d records, %v", len(got.sound), got.final)
	}
}

func (c *check) layers() {
	log := c.log()
	for n := range 100 / thin {
		got := c.decode(strings.NewReader(log), 0, 0, 0)
		if n <= 4 && (got.told() || !got.startsWith(c.want, len(c.records))) || n > 4 && !errors.Is(got.final, tlslog.ErrUnsupported) {
			c.Errorf("%d layers: %d records, %v", n, len(got.sound), got.final)
		}
		log = envelopetest.Gzip(log)
	}
}

func (c *check) otherFile() {
	log := c.log()
	utf16Text := func(order binary.AppendByteOrder) string {
		var b []byte
		for _, u := range utf16.Encode([]rune("\ufeff" + log)) {
			b = order.AppendUint16(b, u)
		}
		return string(b)
	}
	for name, file := range map[string]string{
		"zip archive": "PK\x03\x04" + log, "zstd": "\x28\xb5\x2f\xfd" + log, "xz": "\xfd7zXZ\x00" + log, "bzip2": "BZh91AY&SY" + log,
		"lz4": "\x04\x22\x4d\x18" + log, "framed snappy": "\xff\x06\x00\x00sNaPpY" + log, "Parquet": "PAR1" + log,
		"UTF-16 text": utf16Text(binary.LittleEndian), "UTF-16": utf16Text(binary.BigEndian),
	} {
		for _, file := range []string{file, envelopetest.Gzip(file)} {
			got := c.decode(strings.NewReader(file), 0, 0, 0)
			if !errors.Is(got.final, tlslog.ErrUnsupported) || !strings.Contains(got.final.Error(), name) || len(got.sound)+got.damaged > 0 {
				c.Errorf("%s: %v", name, got.final)
			}
		}
	}
}

// A long reader gives the same bytes again and again, and looks at the memory
// in use meanwhile.
type long struct {
	c     *check
	unit  string
	block []byte
	left  int64 // bytes
	next  int64 // bytes left at the next look
	step  int64
}

func (c *check) long(unit string, size int64) *long {
	return &long{c: c, unit: unit, block: []byte(strings.Repeat(unit, max(1, 64<<10/len(unit)))), left: size / int64(len(unit)) * int64(len(unit)), next: size, step: max(size/20, 2<<20)}
}

func (l *long) Read(p []byte) (int, error) {
	if l.left <= l.next {
		l.next -= l.step
		l.c.peak = max(l.c.peak, inUse()-l.c.before)
	}
	if l.left == 0 {
		return 0, io.EOF
	}
	at := (int64(len(l.block)) - l.left%int64(len(l.block))) % int64(len(l.block))
	n := copy(p[:min(int64(len(p)), l.left)], l.block[at:])
	l.left -= int64(n)
	return n, nil
}

// around puts something into the log, in the place of the third record.
func (c *check) around(middle ...io.Reader) io.Reader {
	all := []io.Reader{strings.NewReader(c.header + strings.Join(c.records[:2], ""))}
	all = append(all, middle...)
	end := c.records[2][len(c.records[2])-1:] // a line feed or a comma
	return io.MultiReader(append(all, strings.NewReader(end+strings.Join(c.records[3:], "")+c.footer))...)
}

// behind are the records behind what around puts in.
func (c *check) behind() int { return len(c.records) - 3 }

// behindText are those of them that are to be read if what around puts in is
// any text. In CSV a quotation mark too many opens a value that goes on until
// the next one: the rows between the two are part of the damaged one.
func (c *check) behindText() int {
	if c.name == "cloudtrail, Lake" {
		return 0
	}
	return c.behind()
}

func (c *check) longRecord() {
	text := c.records[2][:len(c.records[2])-1]
	// The record is cut in two within a value, after a third of it.
	at := len(text) / 3
	for at < len(text)-1 && !strings.Contains(letters, text[at:at+1]) {
		at++
	}
	got := c.decode(c.around(strings.NewReader(text[:at]), c.long("x", size(10e9, 200)), strings.NewReader(text[at:])), 2, c.behind(), 0)
	if got.damaged == 0 && !got.told() {
		c.Errorf("nothing is told: %d records", len(got.sound))
	}
	c.decode(c.around(c.long("x", size(10e9, 200))), 2, c.behind(), 0)
}

// zeros is gzip of so many zeros, which is made once.
var zeros = sync.OnceValue(func() string {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	_, _ = io.CopyN(w, zeroReader{}, size(10e9, 200))
	_ = w.Close()
	return b.String()
})

type zeroReader struct{}

func (zeroReader) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

func (c *check) bomb() {
	before, end := c.header+strings.Join(c.records[:2], ""), c.records[2][len(c.records[2])-1:]
	members := envelopetest.Gzip(before) + zeros() + envelopetest.Gzip(end+strings.Join(c.records[3:], "")+c.footer)
	envelope := envelopetest.Lambda(envelopetest.Gzip(zeros()))
	c.before = inUse()
	if got := c.decode(&watched{c, strings.NewReader(members)}, 2, c.behindText(), 0); got.damaged == 0 && !got.told() {
		c.Errorf("nothing is told: %d records", len(got.sound))
	}
	// There is no looking at what is in use while the envelope is opened; but
	// nor is there more in use than is allocated.
	var was, is runtime.MemStats
	runtime.ReadMemStats(&was)
	if got := c.decode(c.around(strings.NewReader(envelope)), 2, c.behindText(), 0); got.damaged == 0 && !got.told() {
		c.Errorf("nothing is told: %d records", len(got.sound))
	}
	runtime.ReadMemStats(&is)
	c.Logf("%d MiB are allocated for the envelope", (is.TotalAlloc-was.TotalAlloc)>>20)
	if is.TotalAlloc-was.TotalAlloc > 512<<20 {
		c.Errorf("%d bytes are allocated for the envelope", is.TotalAlloc-was.TotalAlloc)
	}
}

// A watched reader gives a little at a time, and looks at the memory in use
// meanwhile.
type watched struct {
	c *check
	r io.Reader
}

func (w *watched) Read(p []byte) (int, error) {
	w.c.peak = max(w.c.peak, inUse()-w.c.before)
	return w.r.Read(p[:min(len(p), 16<<10)])
}

func (c *check) runs() {
	for _, unit := range []string{"x", "7", "[", "{", "}", `"`, `\`, "\x00", " ", "\t", ",", ":", "\n", "\r", "\xff", "é", `{"`, "[]", "{}", `"\"`, `{"a":`, "#", "-"} {
		c.decode(c.around(c.long(unit, size(50e6, 40))), 2, c.behind(), 0)
	}
}

func (c *check) deep() {
	n := int(size(1e6, 10))
	type nest struct{ open, within, close string }
	for _, x := range []nest{
		{"[", "", "]"}, {`{"a":`, "1", "}"}, {`[{"a":`, "1", "}]"},
		{`{"Records":[`, "", "]}"}, {`{"detail-type":"","detail":`, "{}", "}"}, {`{"logEvents":[{"message":`, `""`, "}]}"}, {`{"Events":[`, "", "]}"},
	} {
		closed := []io.Reader{c.long(x.open, int64(n*len(x.open))), strings.NewReader(x.within), c.long(x.close, int64(n*len(x.close)))}
		c.decode(c.around(closed...), 2, c.behind(), 0)
		c.decode(c.around(c.long(x.open, int64(n*len(x.open)))), 2, c.behind(), 0)
		if text := c.records[2]; text[0] == '{' { // within a record
			all := []io.Reader{strings.NewReader(`{"new":`)}
			all = append(all, c.long(x.open, int64(n*len(x.open))), strings.NewReader(x.within), c.long(x.close, int64(n*len(x.close))))
			c.decode(c.around(append(all, strings.NewReader(","+text[1:len(text)-1]))...), 2, c.behind(), 64<<20)
		}
	}
}

func (c *check) wide() {
	n := int(size(1e6, 10))
	const limit = 64 << 20
	text := c.records[2][:len(c.records[2])-1]
	before, peak := c.before, 0
	for _, member := range []string{`"new%07d":%d`, `"new%.0d":%d`, `"sni%.0d":"%d"`, `"eventTime%.0d":"%d"`, `"clientIp%.0d":%d`, `"client_ip%.0d":"%d"`} {
		var b strings.Builder
		if text[0] == '{' {
			b.WriteByte('{')
			for i := range n {
				fmt.Fprintf(&b, member+",", i, i)
			}
			b.WriteString(text[1:])
		} else {
			b.WriteString(text)
			for i := range n {
				fmt.Fprintf(&b, " %d\t,%d", i, i)
			}
		}
		c.decode(c.around(strings.NewReader(b.String())), 2, c.behind(), limit)
		c.decode(c.around(strings.NewReader(b.String())), 2, c.behind(), 0) // over the limit
		if text[0] != '{' {
			break
		}
	}
	if c.header != "" && !c.json { // a header of as many columns
		var names, row strings.Builder
		for i := range n {
			fmt.Fprintf(&names, " new%d", i)
			row.WriteString("\tx")
		}
		log := strings.TrimSuffix(c.header, "\n") + names.String() + "\n" + strings.TrimSuffix(c.records[0], "\n") + row.String() + "\n"
		log = strings.Replace(log, " new0 ", ",new0,", 1)
		c.inputs++
		c.read(c.T, strings.NewReader(log), limit)
	}
	c.before, c.peak = before, peak
}

// odd values, in JSON and as they are.
var odd = []string{
	"1e999", "-1e999", "1e-999", "-0", "0x10", "NaN", "Infinity", "123456789012345678901234567890", "00", "1.", ".5", "+1", "true", "null", "[]", "{}", `[[1],{"a":null}]`,
	`""`, `"-"`, `"\ud800"`, `"\udc00\ud800"`, `"\u0000"`, "\"\x00\"", "\x00", "\"\xff\xfe\"", `"\ud83d\ude00"`, `"\x"`, `"`, `"\`, "'a'", "\"\t\"", `"1e999"`, `"999999999999999999999"`, `"-1"`, `" 1"`, `"1 "`,
	`"2026-02-30T25:61:61Z"`, `"2026-09-23T07:11:27.691358+99:99"`, `"9999-12-31T23:59:60Z"`, `"256.1.1.1"`, `"1::2::3"`, `"fe80::1%"`, `"70000"`, "1e5", "443.0", "\u2028", "\ufeff", `"\r\n"`, "<script>",
}

func (c *check) oddValues() {
	text := c.records[2][:len(c.records[2])-1]
	values := append([]string{strings.Repeat("7", 1_000_000), `"` + strings.Repeat("7", 1_000_000) + `"`}, odd...)
	for i := 0; i < len(text); {
		// The next value of the record: what is behind a colon, or between blanks.
		start, end := i, len(text)
		if text[0] == '{' {
			colon := strings.IndexByte(text[i:], ':')
			if colon < 0 {
				break
			}
			start = i + colon + 1
			if end = start + strings.IndexAny(text[start:], ",}"); end < start {
				break
			}
		} else if n := strings.IndexAny(text[i:], " \t,"); n >= 0 {
			end = i + n
		}
		for n, v := range values {
			if n < 2 && i > 0 || n%thin != 0 {
				continue // the long ones once
			}
			if text[0] != '{' {
				v = strings.Trim(v, `"`)
			}
			c.decode(c.around(strings.NewReader(text[:start]+v+text[end:])), 2, c.behindText(), 0)
			if text[0] == '{' && n >= 2 { // a second time, before the good one
				name := strings.TrimSuffix(text[strings.LastIndexAny(text[:start], "{,")+1:start], ":")
				c.decode(c.around(strings.NewReader(text[:strings.LastIndexAny(text[:start], "{,")+1]+name+":"+v+","+name+":"+text[start:])), 2, c.behindText(), 0)
			}
		}
		i = end + 1
	}
}

func (c *check) randomDamage() {
	g := newGenerator(11)
	text := c.records[2][:len(c.records[2])-1]
	end := c.records[2][len(c.records[2])-1:]
	for range 2000 / thin {
		log := c.header + strings.Join(c.records[:2], "") + damage(g, text) + end + strings.Join(c.records[3:], "") + c.footer
		got := c.decode(strings.NewReader(log), 2, c.behindText(), 0)
		// It is the same in pieces.
		again := c.decode(&pieces{g, strings.NewReader(log), 1 + g.IntN(300)}, 2, c.behindText(), 0)
		if len(got.sound) != len(again.sound) || got.damaged != again.damaged || got.told() != again.told() || !got.startsWith(again, len(got.sound)) {
			c.Fatalf("in pieces %d records, %d damaged, %v; at once %d, %d, %v: %q", len(again.sound), again.damaged, again.final, len(got.sound), got.damaged, got.final, log)
		}
	}
}

// damage changes, adds, removes or doubles bytes of a text.
func damage(g *generator, text string) string {
	b := []byte(text)
	for range 1 + g.IntN(4) {
		at := g.IntN(len(b))
		switch g.IntN(5) {
		case 0:
			b[at] = byte(g.Uint32())
		case 1:
			b[at] = pick(g, []byte("\"\\{}[],: \t\n\r#\x00-")...)
		case 2:
			b = append(b[:at], b[min(len(b), at+1+g.IntN(20)):]...)
		case 3:
			n := min(len(b), at+1+g.IntN(40))
			b = append(b[:n:n], b[at:]...)
		case 4:
			b = append(b[:at:at], append([]byte(pick(g, `"`, "{", "}", "[", "]", ",", "\n", "\\", "\x1f\x8b\x08", "null", `{"a":1}`)), b[at:]...)...)
		}
		if len(b) == 0 {
			b = []byte("x")
		}
	}
	return string(b)
}
