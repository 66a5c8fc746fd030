package tlslogtest_test

import (
	"bufio"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/tlslogtest"
)

// A Count is one line of a log of counts, such as "apples=3".
type Count struct {
	Name   string
	Number uint16
}

// A Decoder reads a log of counts. It implements [tlslog.Decoder].
type Decoder struct {
	r            *bufio.Reader
	line, offset int64 // up to which the log was read
	err          error // final
}

func NewDecoder(r io.Reader) *Decoder { return &Decoder{r: bufio.NewReader(r)} }

func (d *Decoder) Decode(c *Count) error {
	*c = Count{}
	if d.err != nil {
		return d.err
	}
	line, err := d.r.ReadString('\n')
	if err == io.EOF && line != "" {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		d.err = err
		return err
	}
	start := d.offset
	d.line++
	d.offset += int64(len(line))

	name, number, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "=")
	if !ok {
		return &tlslog.ParseError{Format: "counts", Record: d.line, Line: d.line, Offset: start, Err: tlslog.ErrSyntax}
	}
	c.Name = name
	n, err := strconv.ParseUint(number, 10, 16)
	if err != nil {
		return &tlslog.ParseError{
			Format: "counts", Record: d.line, Line: d.line, Offset: start + int64(len(name+"=")),
			Field: "number", Err: tlslog.ErrNumber,
		}
	}
	c.Number = uint16(n)
	return nil
}

// Samples are what the decoder is tested with.
var samples = tlslogtest.Samples[Count]{
	Separator: "\n",
	Footer:    "\n",
	Records: []tlslogtest.Sample[Count]{
		{Text: "apples=3", Record: Count{"apples", 3}},
		{Text: "pears=65535", Record: Count{"pears", 65535}},
		{Text: "plums=§65536", Record: Count{Name: "plums"}, Field: "number", Err: tlslog.ErrNumber},
		{Text: "no count at all", Err: tlslog.ErrSyntax},
	},
	Whole: func(start string) bool { return start == "" || strings.HasSuffix(start, "\n") },
}

// A test of the decoder is one call.
func ExampleTestDecoder() {
	_ = func(t *testing.T) { // func TestDecoder(t *testing.T)
		tlslogtest.TestDecoder(t, NewDecoder, samples)
	}
}
