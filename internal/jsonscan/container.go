package jsonscan

// containerEnd finds the end of the object or array that begins at i, in a loop
// rather than by recursion, so that no input can use up the stack. It may nest
// room deep, itself included.
//
// Which of the containers around a byte are objects and which arrays it keeps
// as bits, the innermost lowest: 1 for an object. When a word is full, it is
// put away until the level is reached again.
func containerEnd(s string, i, room int) (int, status) {
	var full [MaxDepth / 64]uint64
	objects := uint64(0)
	depth := 0
	for {
		if objects&1 != 0 { // a member: its name first
			i = skipSpace(s, i)
			if i >= len(s) || s[i] != '"' {
				return i, broken
			}
			end, st := stringEnd(s, i+1)
			if st == broken {
				return end, broken
			}
			i = skipSpace(s, end+1)
			if i >= len(s) || s[i] != ':' {
				return i, broken
			}
			i++
		}

		i = skipSpace(s, i)
		if i >= len(s) {
			return i, broken
		}
		switch c := s[i]; c {
		case '"':
			end, st := stringEnd(s, i+1)
			if st == broken {
				return end, broken
			}
			i = end + 1
		case '{', '[':
			if depth == room {
				return i, deep
			}
			if depth&63 == 0 {
				full[depth>>6] = objects
			}
			depth++
			objects = objects<<1 | uint64(c>>5&1) // '{' is 0x7b, '[' is 0x5b
			i = skipSpace(s, i+1)
			if i >= len(s) || s[i] != c+2 {
				continue
			}
		default:
			end, st := scalarEnd(s, i)
			if st == broken {
				return end, broken
			}
			i = end
		}

		for { // behind a value: containers may end here
			i = skipSpace(s, i)
			if i >= len(s) {
				return i, broken
			}
			if s[i] == ',' {
				i++
				break
			}
			if s[i] != ']'|byte(objects&1)<<5 { // '}' is 0x7d, ']' is 0x5d
				return i, broken
			}
			i++
			depth--
			if depth == 0 {
				return i, whole
			}
			objects >>= 1
			if depth&63 == 0 {
				objects = full[depth>>6]
			}
		}
	}
}
