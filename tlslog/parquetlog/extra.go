package parquetlog

import (
	"encoding/json"
	"strings"

	"github.com/awstls/awstls/internal/jsonscan"
)

// keepUnknown adds the values of unknown columns to what the record has of
// unknown fields, as the members of a JSON object: those of a
// repeated column as an array, of others the value itself. Nulls and empty
// arrays are left out, but not the nulls in an array: what stands at the same
// place in two of them can belong together, as keys and values do.
func (d *Decoder[R]) keepUnknown(rec *R) {
	extra := d.table.extra(rec)
	b := append(d.extra[:0], '{')
	c := cell{arena: &d.arena, room: d.cell.room}
	for _, from := range d.unknown {
		c.col = from
		if from.Repeated {
			if len(from.Values) == 0 {
				continue
			}
			b = append(appendName(b, from.Name), '[')
			for i := range from.Values {
				if i > 0 {
					b = append(b, ',')
				}
				c.value = &from.Values[i]
				b = c.appendJSON(b)
			}
			b = append(b, ']')
		} else if !from.Value.Null {
			c.value = &from.Value
			b = c.appendJSON(appendName(b, from.Name))
		}
	}
	d.extra, d.cell.room = b, c.room
	if len(b) == len("{") {
		return
	}
	if was := *extra; was != "" {
		// The file has a column of this name, too.
		if members, ok := strings.CutPrefix(was, "{"); ok && json.Valid([]byte(was)) {
			if members = strings.TrimSpace(members[:strings.LastIndexByte(members, '}')]); members != "" {
				b = append(append(b, ','), members...)
			}
		} else {
			b = jsonscan.AppendString(appendName(b, "extra"), was)
		}
	}
	b = append(b, '}')
	d.extra = b
	*extra = d.arena.Keep(append(d.arena.Room(len(b)), b...))
}

// appendName appends the name of a member.
func appendName(b []byte, name string) []byte {
	if len(b) > len("{") {
		b = append(b, ',')
	}
	return append(jsonscan.AppendString(b, name), ':')
}
