package stream

// arenaChunk is the size of an Arena's chunks. A longer text gets one of its
// own.
const arenaChunk = 16 << 10

// An Arena keeps texts that a decoder has to make, such as JSON strings
// without their escapes, in shared chunks, so that few allocations serve many
// texts. Like a block, a byte of a chunk is never written again once it is
// part of a text. The zero Arena is empty.
type Arena struct {
	chunk []byte
}

// Room returns an empty slice at the end of the arena that can take n bytes
// without growing. What is appended to it becomes a text with [Arena.Keep];
// until then the next Room may hand out the same bytes.
func (a *Arena) Room(n int) []byte {
	if cap(a.chunk)-len(a.chunk) < n {
		a.chunk = make([]byte, 0, max(n, arenaChunk))
	}
	return a.chunk[len(a.chunk):len(a.chunk):cap(a.chunk)]
}

// Keep makes b, which was appended to the last Room, a text. It is safe to
// keep for ever.
func (a *Arena) Keep(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if used := len(a.chunk); cap(a.chunk)-used >= len(b) && &a.chunk[:used+1][used] == &b[0] {
		a.chunk = a.chunk[:used+len(b)]
	}
	return text(b)
}
