package vended

import (
	"strings"

	"github.com/awstls/awstls/internal/envelope"
	"github.com/awstls/awstls/tlslog"
)

// A lines reads the lines of a log. It remembers what a header has said of the
// rows below it.
type lines[R comparable] struct {
	header *layout[R] // the last one, or nil
	names  string     // in it

	chosen   *layout[R] // that the options give
	chosenBy []string
	standard *layout[R]

	scratch R // for looks at what a line may be
}

// A finding is what a line is.
type finding struct {
	kind   lineKind
	format format
	fault  Fault
}

// A lineKind is a kind of line.
type lineKind uint8

const (
	noRecord   lineKind = iota // blank, a directive, or the line of a control object
	badHeader                  // one that does not tell what the rows below it are
	record                     // sound or damaged
	foreignRow                 // below a bad header
)

// read reads the record of a line.
//
// What has as many values as there are columns is a row, however it starts,
// except that below a header neither a single column nor values with spaces
// between them make a directive a row, so that "#Version: 1.0" is none of two
// columns, and that a record in JSON is no row of columns that the options tell.
// Otherwise a number sign starts a directive, and a brace a JSON object. Where
// nothing tells the columns, there are classic lines, and rows with all of the
// documented fields.
func (l *lines[R]) read(o *object[R], text string, opt *Options) finding {
	if text == "" || text[0] <= ' ' && isBlank(text) {
		return finding{}
	}
	if names, ok := cutHeader(text); ok {
		return l.setHeader(o.t, names, opt)
	}
	columns, format := l.layout(o.t, opt)
	if columns == nil {
		return l.bare(o, text)
	}
	if format == inPlain && (o.t.isJSON(text) || envelope.MayBe(text)) {
		if found, ok := l.bracket(o, text); ok {
			return found
		}
	}
	var misfit Fault
	directive := format == inW3C && text[0] == '#' && (len(columns.columns) == 1 || opt.Delimiter == " " || opt.Delimiter == "" && strings.IndexByte(text, '\t') < 0)
	if columns.foreign == nil && !directive {
		r := row[R]{t: o.t, rec: o.rec, extra: &o.extra}
		fault := r.parse(text, columns, opt.Delimiter)
		if fault.Err != tlslog.ErrFieldCount {
			if format == inPlain && len(opt.Fields) == 0 {
				fault = o.t.certain(fault, o.rec)
			}
			return finding{record, format, fault}
		}
		misfit = fault
	}
	if found, ok := l.bracket(o, text); ok {
		return found
	}
	if columns.foreign != nil {
		return finding{kind: foreignRow}
	}
	if o.t.MinColumns > 0 && !opt.configured() && strings.IndexByte(text, '\t') < 0 {
		if found := l.classic(o, text); found.fault.Err == nil || found.fault.Pos > 0 {
			return found
		}
		*o.rec = *new(R)
	}
	return finding{record, format, misfit}
}

// ordinary reads the line at the head of text if it is an ordinary record, and
// returns its length. If that is negative the line may be anything, a record
// too, and the record holds anything.
func (l *lines[R]) ordinary(o *object[R], text string, opt *Options) int {
	t := o.t
	if t.Ordinary == nil || text == "" || text[0]-'0' > 9 {
		return -1 // it does not start with a time, so that read must look at it
	}
	columns, format := l.layout(t, opt)
	switch {
	case columns == nil && t.MinColumns > 0:
		return t.ordinaryLine(text, o.rec)
	case columns == nil:
		columns, format = l.documented(t), inPlain
	case !columns.inOrder || opt.Delimiter != "" && opt.Delimiter != DefaultDelimiter:
		return -1
	}
	n := t.ordinaryRow(text, o.rec, len(columns.columns))
	if n >= 0 && t.Certain != nil && format == inPlain && len(opt.Fields) == 0 && !t.Certain(o.rec) {
		return -1
	}
	return n
}

// layout returns what is known of the columns of rows, or nil if there is
// nothing to tell them.
func (l *lines[R]) layout(t *Table[R], opt *Options) (*layout[R], format) {
	switch {
	case l.header != nil:
		return l.header, inW3C
	case len(opt.Fields) > 0:
		if len(l.chosenBy) != len(opt.Fields) || &l.chosenBy[0] != &opt.Fields[0] {
			l.chosen, l.chosenBy = t.layout(opt.Fields), opt.Fields
			l.chosen.foreign = nil // the caller must know
		}
		return l.chosen, inPlain
	case opt.Delimiter != "":
		return l.documented(t), inPlain
	}
	return nil, classic
}

// documented returns the layout of rows with the documented fields, in AWS's
// order.
func (l *lines[R]) documented(t *Table[R]) *layout[R] {
	if l.standard == nil {
		l.standard = t.standard()
	}
	return l.standard
}

// setHeader takes the names of the columns below.
func (l *lines[R]) setHeader(t *Table[R], names string, opt *Options) finding {
	if l.header == nil || names != l.names {
		l.names = strings.Clone(names)
		l.header = t.layout(splitHeader(l.names, opt.Delimiter))
	}
	if l.header.foreign == nil {
		return finding{fault: Fault{Cut: true}}
	}
	return finding{badHeader, inW3C, Fault{Err: l.header.foreign, Cut: true}}
}

// tooLong tells what a line is that is too long to be read, from its start.
func (l *lines[R]) tooLong(t *Table[R], start string, opt *Options) finding {
	if _, header := cutHeader(start); header {
		// What is below is not to be taken for rows with other columns.
		l.header, l.names = &layout[R]{foreign: tlslog.ErrTooLong}, "\n"
		return finding{badHeader, inW3C, Fault{Err: tlslog.ErrTooLong}}
	}
	_, format := l.layout(t, opt)
	return finding{record, format, Fault{Err: tlslog.ErrTooLong}}
}

// bare reads a record of a line where nothing tells the columns of rows.
func (l *lines[R]) bare(o *object[R], text string) finding {
	if found, ok := l.bracket(o, text); ok {
		return found
	}
	if o.t.MinColumns > 0 {
		// A classic line has no tab in its first column, and a time there. So
		// what starts as a row is none, wherever it was found to be damaged.
		found := l.classic(o, text)
		if found.fault.Err == nil || !o.t.startsRow(text, &l.scratch) {
			return found
		}
	} else if !o.t.startsRow(text, o.rec) {
		*o.rec = *new(R)
		if o.t.Classify != nil {
			if err := o.t.Classify(text); err != nil {
				return finding{record, classic, Fault{Err: err}}
			}
		}
		return finding{record, classic, Fault{Err: tlslog.ErrSyntax, Cut: true}}
	}
	r := row[R]{t: o.t, rec: o.rec, extra: &o.extra}
	fault := r.parse(text, l.documented(o.t), DefaultDelimiter)
	return finding{record, inPlain, o.t.certain(fault, o.rec)}
}

// bracket reads a line whose first byte tells what it is.
func (l *lines[R]) bracket(o *object[R], text string) (finding, bool) {
	i := 0
	for text[i] == ' ' || text[i] == '\t' {
		i++ // the line is not blank
	}
	switch text[i] {
	case '#':
		return finding{fault: Fault{Cut: true}}, true
	case '{':
		return finding{record, inJSON, o.parseText(text)}, true
	}
	return finding{}, false
}

// classic reads a classic line.
func (l *lines[R]) classic(o *object[R], text string) finding {
	fault := o.t.parse(text, o.rec)
	if fault.Err == ErrControl {
		return finding{}
	}
	return finding{record, classic, fault}
}
