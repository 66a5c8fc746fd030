package terminal

import (
	"io"
	"slices"
	"strings"

	"github.com/rivo/uniseg"
)

// A Table is a list of rows with a column for each of its headings.
type Table struct {
	// Whole means that texts are shown whole, however long they are.
	Whole bool

	// Width is how many columns of the terminal a line should take at most.
	// The longest texts lose their middle until the table fits, or until no
	// text is longer than 10 characters. Zero is no limit.
	Width int

	// Style colours the headings and the rows that AddMarked adds.
	Style Style

	headings []string
	rows     [][]string
	marked   []bool
}

// NewTable returns a table without rows. A heading that starts with > is of a
// column of figures, which are aligned on the right; one that starts with = is of
// texts from a short list. Neither loses anything for Width.
func NewTable(headings ...string) *Table { return &Table{headings: headings} }

// Add adds a row, with a text for each heading. The texts may come from a log:
// they are escaped, and those of more than 60 characters lose their middle. An
// empty one is shown as "-".
func (t *Table) Add(cells ...string) { t.add(false, cells) }

// AddMarked is like Add for a row that needs attention.
func (t *Table) AddMarked(cells ...string) { t.add(true, cells) }

// Len returns the number of rows.
func (t *Table) Len() int { return len(t.rows) }

func (t *Table) add(marked bool, cells []string) {
	row := make([]string, len(cells))
	for i, c := range cells {
		if c == "" {
			c = "-"
		}
		row[i] = Escape(c)
		if !t.Whole {
			row[i] = Shorten(row[i], maxCell)
		}
	}
	t.rows = append(t.rows, row)
	t.marked = append(t.marked, marked)
}

// Write writes the table with two spaces before it and between its columns.
func (t *Table) Write(w io.Writer) {
	heads := make([]string, len(t.headings))
	for i, h := range t.headings {
		heads[i] = strings.TrimLeft(h, ">=")
	}
	limit := t.limit()
	widths := make([]int, len(heads))
	for i, h := range heads {
		widths[i] = uniseg.StringWidth(h)
		for _, row := range t.rows {
			if !t.fixed(i) {
				row[i] = Shorten(row[i], limit)
			}
			widths[i] = max(widths[i], uniseg.StringWidth(row[i]))
		}
	}
	_, _ = io.WriteString(w, t.Style.Bold(t.line(heads, widths))+"\n")
	for n, row := range t.rows {
		line := t.line(row, widths)
		if t.marked[n] {
			line = t.Style.Warning(line)
		}
		_, _ = io.WriteString(w, line+"\n")
	}
}

func (t *Table) line(cells []string, widths []int) string {
	var b strings.Builder
	for i, c := range cells {
		space := strings.Repeat(" ", widths[i]-uniseg.StringWidth(c))
		b.WriteString("  ")
		if t.figures(i) {
			b.WriteString(space + c)
		} else {
			b.WriteString(c + space)
		}
	}
	return strings.TrimRight(b.String(), " ")
}

// figures reports whether a column is one of figures.
func (t *Table) figures(column int) bool { return strings.HasPrefix(t.headings[column], ">") }

// fixed reports whether nothing in a column is shortened for Width.
func (t *Table) fixed(column int) bool {
	return t.figures(column) || strings.HasPrefix(t.headings[column], "=")
}

// minCell is the width below which no text is shortened.
const minCell = 10

// limit returns the greatest width of a text with which the table fits.
func (t *Table) limit() int {
	fixed := 0         // of what cannot be shortened
	var texts [][2]int // the widths of the heading and of the longest text of each column
	for i, h := range t.headings {
		head, longest := uniseg.StringWidth(strings.TrimLeft(h, ">=")), 0
		for _, row := range t.rows {
			longest = max(longest, uniseg.StringWidth(row[i]))
		}
		fixed += 2
		if t.fixed(i) {
			fixed += max(head, longest)
		} else {
			texts = append(texts, [2]int{head, longest})
		}
	}
	limit := minCell
	for _, text := range texts {
		limit = max(limit, text[1])
	}
	fits := func(limit int) bool {
		total := fixed
		for _, text := range texts {
			total += max(text[0], min(text[1], limit))
		}
		return total <= t.Width
	}
	for t.Width > 0 && limit > minCell && !fits(limit) {
		limit--
	}
	return limit
}

// maxCell is how many columns a text takes at most in a Table that does not
// show it whole.
const maxCell = 60

// Shorten takes the middle out of a text that takes more than width columns:
// names of files and roles differ at their ends.
func Shorten(s string, width int) string {
	if uniseg.StringWidth(s) <= width {
		return s
	}
	var clusters []string
	var widths []int
	for g := uniseg.NewGraphemes(s); g.Next(); {
		clusters = append(clusters, g.Str())
		widths = append(widths, g.Width())
	}
	first := fitting(widths, width/2)
	slices.Reverse(widths)
	last := len(clusters) - fitting(widths, width-width/2-1)
	return strings.Join(clusters[:first], "") + "…" + strings.Join(clusters[last:], "")
}

// fitting returns how many of the first widths fit into a width.
func fitting(widths []int, width int) int {
	for i, w := range widths {
		if width -= w; width < 0 {
			return i
		}
	}
	return len(widths)
}
