package networkfirewall

import "github.com/awstls/awstls/internal/jsonscan"

// extra returns the members of text that were kept, as an object of the shape
// of the record.
func (p *parser) extra(text string) string {
	if len(p.extras) == 0 {
		return ""
	}
	// Every byte of it stands in text, too.
	b := p.arena.Room(len(text))
	return p.arena.Keep(appendExtra(b, text, p.extras, levelRecord))
}

// appendExtra appends the object of the level l with the members in spans:
// its own, then the objects in it.
func appendExtra(b []byte, text string, spans []span, l level) []byte {
	b = append(b, '{')
	b = appendSpans(b, text, spans, l)
	for inner := l + 1; inner < numLevels; inner++ {
		if levels[inner].in != l {
			continue
		}
		mark := len(b)
		b = appendName(b, levels[inner].name)
		start := len(b)
		if b = appendExtra(b, text, spans, inner); len(b) == start+len("{}") {
			b = b[:mark]
		}
	}
	return append(b, '}')
}

// appendSpans appends the members in spans that are of the level l.
func appendSpans(b []byte, text string, spans []span, l level) []byte {
	for _, s := range spans {
		if s.level == l {
			b = appendComma(b)
			b = appendCompact(b, text[s.start:s.end])
		}
	}
	return b
}

// appendName appends the name of a member to an object.
func appendName(b []byte, name string) []byte {
	b = appendComma(b)
	b = jsonscan.AppendString(b, name)
	return append(b, ':')
}

// appendComma appends a comma to an object unless it is still empty.
func appendComma(b []byte) []byte {
	if b[len(b)-1] == '{' {
		return b
	}
	return append(b, ',')
}

// appendCompact appends the JSON text s without the white space between its
// tokens, so that it is on one line.
func appendCompact(b []byte, s string) []byte {
	quoted := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			quoted = !quoted
		case c == '\\':
			b = append(b, c)
			i++
		case !quoted && c <= ' ':
			continue
		}
		b = append(b, s[i])
	}
	return b
}
