package vended

import (
	"strings"

	"github.com/awstls/awstls/internal/envelope"
	"github.com/awstls/awstls/internal/jsonscan"
	"github.com/awstls/awstls/tlslog"
)

// maxBlank is how many blank bytes a log of JSON values may start with.
const maxBlank = 64 << 10

// sniff looks at the first byte that is not blank and returns what the log is
// cut into. It passes over nothing: that is for whoever reads the log.
func (d *Decoder[R]) sniff(opt *Options) envelope.Cut {
	in := d.in.Log().Stream()
	blank := 0
	for {
		window := in.Window()
		blank += len(window[blank:]) - len(strings.TrimLeft(window[blank:], " \t\r\n"))
		if blank > maxBlank || blank < len(window) {
			break
		}
		if in.More() != nil {
			break // whoever reads the log gets the error
		}
	}
	window := in.Window()
	if blank > maxBlank || blank == len(window) || !isBracket(window[blank]) || d.startsWithRow(blank, opt) {
		return envelope.Lines
	}
	return envelope.Values
}

func isBracket(c byte) bool { return c == '{' || c == '[' }

// startsWithRow reports whether the line that holds the byte at pos in the
// window is a row, according to the options.
func (d *Decoder[R]) startsWithRow(pos int, opt *Options) bool {
	if !opt.configured() {
		return false
	}
	in := d.in.Log().Stream()
	start := strings.LastIndexByte(in.Window()[:pos], '\n') + 1
	for {
		line, _, whole := strings.Cut(in.Window()[start:], "\n")
		if len(line)-1 > opt.MaxRecordBytes {
			return false
		}
		if whole || in.More() != nil {
			if d.object.t.isJSON(line) || envelope.MayBe(line) {
				return false
			}
			layout, _ := d.lines.layout(d.object.t, opt)
			r := row[R]{t: d.object.t, rec: d.object.rec, extra: &d.object.extra}
			fault := r.parse(strings.TrimSuffix(line, "\r"), layout, opt.Delimiter)
			return fault.Err != tlslog.ErrFieldCount
		}
	}
}

// isJSON reports whether a line is JSON with records of t and not a row: one
// or more objects, also in arrays, of which one has a field that only this
// source has.
func (t *Table[R]) isJSON(line string) bool {
	own := false
	var sc jsonscan.Scanner
	object := func() bool {
		if !sc.EnterObject() {
			return false
		}
		for sc.NextMember() {
			i := t.index(sc.Key())
			own = own || i != unknown && !t.Fields[i].Shared
		}
		return true
	}
	for sc.Reset(line, 0); sc.Kind() != jsonscan.End; {
		if sc.EnterArray() {
			for sc.NextElement() {
				if !object() {
					return false
				}
			}
		} else if !object() {
			return false
		}
	}
	return own && sc.Err() == nil
}
