package networkfirewall

import (
	"iter"

	"github.com/awstls/awstls/internal/jsonscan"
)

// Categories are the categories of a URL or domain, as the text of a JSON
// array: ["Technology and Internet"]. The log has the array itself
// (documented) or a string that holds it (in the documentation's examples).
// The zero value means that the log does not say.
type Categories string

// All returns an iterator over the categories. A text that is no JSON array
// is taken for the name of one category.
func (c Categories) All() iter.Seq[string] {
	return func(yield func(string) bool) {
		var sc jsonscan.Scanner
		sc.Reset(string(c), 0)
		if !sc.EnterArray() {
			if c != "" {
				yield(string(c))
			}
			return
		}
		for sc.NextElement() {
			if name, ok := sc.Text(); ok && !yield(name) {
				return
			}
		}
	}
}

// category reads event.aws_category, or the aws_category beside event.
func (p *parser) category(dst *Categories) {
	if p.sc.Kind() != jsonscan.Array {
		text(p, dst)
		return
	}
	p.plain = false // AWS writes a string
	raw := p.sc.Raw()
	*dst = Categories(p.arena.Keep(appendCompact(p.arena.Room(len(raw)), raw)))
}
