package parquetlog

import (
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/parquetlog/internal/parquetfile"
)

// A binding is a column of a file that is read into a field.
type binding[R any] struct {
	from *parquetfile.Column
	to   *column[R]
}

// bind says which columns of a file are read into which fields, and which are
// not known. Of several columns for one field the one with the exact name
// counts, or else the first; the others are as unknown.
func (t *table[R]) bind(columns []*parquetfile.Column) (known []binding[R], unknown []*parquetfile.Column) {
	all := t.columns()
	byName := make(map[string]*column[R], len(all))
	byLetters := make(map[string]*column[R], 2*len(all))
	for i := range all {
		c := &all[i]
		byName[c.name] = c
		byLetters[letters(c.name)] = c
		if c.alias != "" {
			byLetters[letters(c.alias)] = c
		}
	}
	taken := make(map[*column[R]]bool, len(all))
	bound := make([]*column[R], len(columns))
	take := func(i int, c *column[R]) {
		if c != nil && bound[i] == nil && !taken[c] && !columns[i].Nested && !columns[i].Repeated {
			bound[i], taken[c] = c, true
		}
	}
	for i, from := range columns {
		take(i, byName[from.Name])
	}
	for i, from := range columns {
		take(i, byLetters[letters(from.Name)])
	}
	for i, from := range columns {
		if bound[i] != nil {
			known = append(known, binding[R]{from, bound[i]})
		} else {
			unknown = append(unknown, from)
		}
	}
	return known, unknown
}

// letters returns the letters and digits of a name in lower case. AWS's
// normalised names of Parquet columns are in lower case and have underscores in
// the place of other characters (documented for the access logs of CloudFront,
// "Standard logging"), and other software has other rules.
func letters(name string) string {
	b := make([]byte, 0, len(name))
	for i := range len(name) {
		switch c := name[i]; {
		case 'A' <= c && c <= 'Z':
			b = append(b, c|0x20)
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9', c >= 0x80:
			b = append(b, c)
		}
	}
	return string(b)
}

// foreign returns an error if a file has no column that only records R have.
func foreign[R any](known []binding[R]) error {
	for _, b := range known {
		if !b.to.shared {
			return nil
		}
	}
	return tlslog.ErrForeign
}
