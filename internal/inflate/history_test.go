package inflate

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// TestHistory compares copies with those within one long text.
func TestHistory(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var h history
	var all []byte
	for range 3000 {
		p := make([]byte, 1+rng.IntN(1<<rng.IntN(17)))
		w := rng.IntN(len(p))
		for i := range w {
			p[i] = byte(rng.Uint32())
		}
		before := append(all[:len(all):len(all)], p[:w]...)
		want := bytes.Clone(before)
		length, distance := 3+rng.IntN(256), 1+rng.IntN(1<<rng.IntN(16))
		if distance > len(before) {
			distance = len(before)
		}
		if distance > 0 {
			end := h.match(p, w, length, distance)
			for range min(length, len(p)-w) {
				want = append(want, want[len(want)-distance])
			}
			if got := append(before, p[w:end]...); !bytes.Equal(got, want) {
				t.Fatalf("%d bytes from %d before, at %d of %d: another text", length, distance, w, len(p))
			}
			w = end
		}
		h.add(p[:w])
		all = append(all, p[:w]...)
		all = all[max(0, len(all)-windowSize):]
		if h.size != len(all) {
			t.Fatalf("%d bytes, want %d", h.size, len(all))
		}
	}
	h.clear()
	if h.size != 0 {
		t.Error("not cleared")
	}
}
