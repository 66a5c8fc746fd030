package terminal

import (
	"io"
	"strings"
	"unicode/utf8"
)

// A Table is a list of rows with a column for each of its headings.
type Table struct {
	// Whole means that texts are shown whole, however long they are.
	Whole bool

	headings []string
	rows     [][]string
}

// NewTable returns a table without rows. A heading that starts with > is of a
// column of figures, which are aligned on the right.
func NewTable(headings ...string) *Table { return &Table{headings: headings} }

// Add adds a row, with a text for each heading. The texts may come from a log:
// they are escaped, and those of more than 60 characters lose their middle. An
// empty one is shown as "-".
func (t *Table) Add(cells ...string) {
	row := make([]string, len(cells))
	for i, c := range cells {
		if c == "" {
			c = "-"
		}
		row[i] = Escape(c)
		if !t.Whole {
			row[i] = shorten(row[i])
		}
	}
	t.rows = append(t.rows, row)
}

// Write writes the table with two spaces before it and between its columns.
func (t *Table) Write(w io.Writer) {
	widths := make([]int, len(t.headings))
	heads := make([]string, len(t.headings))
	for i, h := range t.headings {
		heads[i] = strings.TrimPrefix(h, ">")
		widths[i] = utf8.RuneCountInString(heads[i])
	}
	for _, row := range t.rows {
		for i, c := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(c))
		}
	}
	for _, row := range append([][]string{heads}, t.rows...) {
		var line strings.Builder
		for i, c := range row {
			space := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(c))
			line.WriteString("  ")
			if strings.HasPrefix(t.headings[i], ">") {
				line.WriteString(space + c)
			} else {
				line.WriteString(c + space)
			}
		}
		_, _ = io.WriteString(w, strings.TrimRight(line.String(), " ")+"\n")
	}
}

// maxCell is how many characters of a text a Table shows.
const maxCell = 60

// shorten takes the middle out of a text that is too long for a table: names of
// files and roles differ at their ends.
func shorten(s string) string {
	if utf8.RuneCountInString(s) <= maxCell {
		return s
	}
	const start = maxCell / 2
	r := []rune(s)
	return string(r[:start]) + "…" + string(r[len(r)-(maxCell-start-1):])
}
