package main

import (
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/awstls/awstls/examples/internal/terminal"
	"github.com/awstls/awstls/tlslog/posture"
)

//go:embed report.tmpl.html
var pageTemplate string

//go:embed report.css
var pageStyle string

// A page is what the template shows.
type page struct {
	Style    template.CSS
	Title    string
	Span     string
	Notes    []string // what to know before reading on
	Figures  []figure
	Charts   []chart
	Sections []section
}

// A figure is one number that matters.
type figure struct{ Label, Value, Note, Class string }

// A section is a part of the page with tables.
type section struct {
	ID, Title string
	About     string
	Class     string // half: two of them side by side where there is room; tall: two of them beside it
	Tables    []table
	List      []string
}

// A table is a list of rows.
type table struct {
	Caption string
	Heads   []head
	Rows    [][]cell
	More    string // what is not shown
}

// A head is the heading of a column.
type head struct {
	Text    string
	Figures bool // the column is aligned on the right
}

// A cell is a text, with a bar under it if it is a share.
type cell struct {
	Text  string
	Note  string // below the text, in small letters
	Long  bool   // the note may be broken anywhere
	Bar   string // the length of the bar in percent
	Class string // bad, and short or long
}

// text returns a cell. The text can come from a log: it is shown as on a
// terminal, without marks that turn the direction of writing.
func text(s string) cell {
	c := cell{Text: cmp.Or(terminal.Escape(s), "–")}
	switch n := utf8.RuneCountInString(c.Text); {
	case n > longText:
		c.Class = "long"
	case n <= shortText:
		c.Class = "short"
	}
	return c
}

// A long text may be broken anywhere, a short one nowhere.
const (
	longText  = 40
	shortText = 20
)

// with adds a note of texts, which can come from a log, too.
func (c cell) with(notes ...string) cell {
	notes = slices.DeleteFunc(notes, func(n string) bool { return n == "" })
	c.Note = terminal.Escape(strings.Join(notes, ", "))
	c.Long = slices.ContainsFunc(strings.Fields(c.Note), func(word string) bool { return utf8.RuneCountInString(word) > longText })
	return c
}

// bar returns a cell with a share of the longest bar.
func bar(s string, share float64) cell { return cell{Text: s, Bar: decimal(100 * share)} }

// bad marks a cell if something is wrong with what it says.
func (c cell) bad(is bool) cell {
	if is {
		c.Class = strings.TrimSpace(c.Class + " bad")
	}
	return c
}

func (r *report) writeHTML(m medium) error {
	t, err := template.New("report").Funcs(template.FuncMap{"dates": dates}).Parse(pageTemplate)
	if err != nil {
		return err
	}
	return t.Execute(m, r.page())
}

var dateOrTime = regexp.MustCompile(`\d{4}-\d\d-\d\d( \d\d:\d\dZ)?`)

// dates returns a text of which each date and time stays on one line.
func dates(s string) template.HTML {
	return template.HTML(dateOrTime.ReplaceAllString(template.HTMLEscapeString(s), `<span class="date">$0</span>`))
}

func (r *report) page() page {
	total := r.summary.Total()
	p := page{Style: template.CSS(pageStyle), Title: "TLS report", Figures: r.figures(), Charts: r.charts()}
	if !total.First.IsZero() {
		p.Span = stamp(total.First) + " to " + stamp(total.Last)
	}
	if r.sample {
		p.Notes = append(p.Notes, sampleNote)
	}
	if r.partial {
		p.Notes = append(p.Notes, r.partialNote()+".")
	}
	if len(r.unread) > 0 {
		p.Notes = append(p.Notes, quantity(int64(len(r.unread)), "input")+" could not be read to the end; see the end of the page.")
	}
	if total.Events == 0 {
		p.Notes = append(p.Notes, r.emptyNote())
	}
	for _, f := range r.findings() {
		if f.Found > 0 {
			p.Notes = append(p.Notes, fmt.Sprintf("Found %s: %s.", f.Condition, f.what()))
		}
	}
	for _, s := range []section{
		r.cipherSection(), r.keyExchangeSection(), r.latencySection(),
		r.clientSection(), r.callSection(), r.endpointSection(), r.failureSection(), r.certificateSection(), r.expirySection(), r.evidenceSection(),
		r.egressSection(), r.problemSection(), r.inputSection(),
	} {
		if len(s.Tables) > 0 || len(s.List) > 0 {
			p.Sections = append(p.Sections, s)
		}
	}
	return p
}

// moreRows says how many of n rows are not shown.
func (r *report) moreRows(n int, other, missed int64) string {
	var notes []string
	if n > r.top {
		notes = append(notes, fmt.Sprintf("%s: -top %d shows them; CSV and JSON have all.", quantity(int64(n-r.top), "more row"), n))
	}
	if other > 0 {
		notes = append(notes, missingNote(other, missed)+".")
	}
	return strings.Join(notes, " ")
}

func heads(names ...string) []head {
	list := make([]head, len(names))
	for i, n := range names {
		list[i] = head{strings.TrimPrefix(n, ">"), strings.HasPrefix(n, ">")}
	}
	return list
}

// tableFrom returns a table of the first rows of a list.
func tableFrom[R any](r *report, t posture.Table[R], caption string, names []string, cells func(R) []cell) []table {
	if len(t.Rows) == 0 {
		return nil
	}
	html := table{Caption: caption, Heads: heads(names...), More: r.moreRows(len(t.Rows), t.Other, t.Missed)}
	for _, row := range first(t.Rows, r.top) {
		html.Rows = append(html.Rows, cells(row))
	}
	return []table{html}
}
