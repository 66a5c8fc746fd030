package tlslogtest

import (
	"io"
	"iter"
	"strconv"
	"strings"

	"github.com/awstls/awstls/internal/stream"
	"github.com/awstls/awstls/tlslog"
)

// A count is a record of the log that the suite is tested with. Its lines are
// a name, a number and, maybe, a remark: "apples=3 red".
type count struct {
	Name   string
	Number uint16
	Remark string
}

func (c count) Clone() count {
	return count{strings.Clone(c.Name), c.Number, strings.Clone(c.Remark)}
}

// counts is a decoder that keeps every promise.
type counts struct {
	MaxRecordBytes int

	in     stream.Reader
	record int64
	raw    string
	end    int64
	err    error
}

func newCounts(r io.Reader) *counts {
	d := new(counts)
	d.Reset(r)
	return d
}

func (d *counts) Reset(r io.Reader) {
	*d = counts{MaxRecordBytes: d.MaxRecordBytes, in: d.in}
	d.in.Reset(r)
}

func (d *counts) All() iter.Seq2[count, error] { return tlslog.All(d) }

func (d *counts) Raw() string { return d.raw }

func (d *counts) InputOffset() int64 { return d.end }

func (d *counts) Decode(c *count) error {
	*c = count{}
	d.raw = ""
	if d.err != nil {
		return d.err
	}
	limit := d.MaxRecordBytes
	if limit <= 0 {
		limit = 1 << 20
	}
	line, err := d.in.Line(limit)
	if err != nil && err != tlslog.ErrTooLong {
		d.err = d.in.Fail("counts", err)
		return d.err
	}
	if err == nil && !line.Whole && !strings.Contains(line.Text, "=") {
		d.err = d.in.Fail("counts", io.ErrUnexpectedEOF)
		return d.err
	}
	d.record++
	d.raw, d.end = line.Text, line.Offset+int64(len(line.Text))
	damage := func(field string, pos int, err error) error {
		return &tlslog.ParseError{Format: "counts", Record: d.record, Line: line.Number, Offset: line.Offset + int64(pos), Field: field, Err: err}
	}
	if err != nil {
		d.end = d.in.Offset()
		return damage("", 0, err)
	}
	name, rest, ok := strings.Cut(line.Text, "=")
	if !ok {
		return damage("", 0, tlslog.ErrSyntax)
	}
	number, remark, _ := strings.Cut(rest, " ")
	n, err := strconv.ParseUint(number, 10, 16)
	*c = count{name, uint16(n), remark}
	if err != nil {
		c.Number = 0
		return damage("number", len(name)+len("="), tlslog.ErrNumber)
	}
	return nil
}

// countSamples are a log of counts.
var countSamples = Samples[count]{
	Separator: "\n",
	Footer:    "\n",
	Records: []Sample[count]{
		{Text: "apples=3 red", Record: count{"apples", 3, "red"}},
		{Text: "pears=12345", Record: count{"pears", 12345, ""}},
		{Text: "cherries=§2001:db8::1 sweet", Record: count{"cherries", 0, "sweet"}, Field: "number", Err: tlslog.ErrNumber},
		{Text: "blackberries=65535 in the wood", Record: count{"blackberries", 65535, "in the wood"}},
		{Text: "no count at all", Err: tlslog.ErrSyntax},
	},
	Whole: func(start string) bool {
		last := start[strings.LastIndexByte(start, '\n')+1:]
		return last == "" || strings.Contains(last, "=")
	},
	Gzip:   true,
	Allocs: 0.05,
}
