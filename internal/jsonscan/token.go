package jsonscan

// The functions below find the ends of tokens. Each begins at a byte of s that
// its caller knows, and returns the position behind the token with the status
// whole or escaped, or the position of the first wrong byte with the status
// broken; if that is len(s), no byte is wrong but more are needed.

// A status is what has been found out about a token.
type status uint8

const (
	whole   status = iota
	escaped        // a whole string, and there are escapes in it
	broken
	deep // a container, nested too deeply
)

// skipSpace returns the position of the first byte at or behind i that is not
// white space. It is inlined, and nearly always that is all.
func skipSpace(s string, i int) int {
	if i < len(s) && s[i] <= ' ' {
		return spaceEnd(s, i)
	}
	return i
}

// spaceEnd is kept out of line, for the loop, inlined into all places where
// there may be white space, costs the scan of compact JSON a tenth of its speed.
//
//go:noinline
func spaceEnd(s string, i int) int {
	const space uint64 = 1<<' ' | 1<<'\t' | 1<<'\n' | 1<<'\r'
	for i < len(s) && s[i] <= ' ' && space>>s[i]&1 != 0 {
		i++
	}
	return i
}

// scalarEnd finds the end of a number, true, false or null.
func scalarEnd(s string, i int) (int, status) {
	switch s[i] {
	case 't':
		return wordEnd(s, i, "true")
	case 'f':
		return wordEnd(s, i, "false")
	case 'n':
		return wordEnd(s, i, "null")
	}
	return numberEnd(s, i)
}

func wordEnd(s string, i int, word string) (int, status) {
	if len(s)-i >= len(word) && s[i:i+len(word)] == word {
		return i + len(word), whole
	}
	for j := 0; i < len(s) && s[i] == word[j]; j++ {
		i++
	}
	return i, broken
}

func numberEnd(s string, i int) (int, status) {
	if s[i] == '-' {
		i++
	}
	var ok bool
	if i < len(s) && s[i] == '0' {
		i++
	} else if i, ok = digitsEnd(s, i); !ok {
		return i, broken
	}
	if i < len(s) && s[i] == '.' {
		if i, ok = digitsEnd(s, i+1); !ok {
			return i, broken
		}
	}
	if i < len(s) && s[i]|0x20 == 'e' {
		i++
		if i < len(s) && (s[i] == '+' || s[i] == '-') {
			i++
		}
		if i, ok = digitsEnd(s, i); !ok {
			return i, broken
		}
	}
	return i, whole
}

// digitsEnd finds the end of one digit or more.
func digitsEnd(s string, i int) (end int, ok bool) {
	start := i
	for i < len(s) && s[i]-'0' <= 9 {
		i++
	}
	return i, i > start
}
