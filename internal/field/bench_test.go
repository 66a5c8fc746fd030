package field

import (
	"math/rand/v2"
	"testing"
)

// The benchmarks go through many different values in turn, so that they do not
// measure how well the processor predicts one.
const benchValues = 1 << 13

func benchRand() *rand.Rand {
	return rand.New(rand.NewPCG(1, 2))
}

func benchTexts(text func() string) []string {
	texts := make([]string, benchValues)
	for i := range texts {
		texts[i] = text()
	}
	return texts
}

func benchRead[T any](b *testing.B, name string, texts []string, read func(string) (T, bool)) {
	b.Run(name, func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			if _, ok := read(texts[i%benchValues]); !ok {
				b.Fatalf("%q is refused", texts[i%benchValues])
			}
		}
	})
}

func benchWrite[T any](b *testing.B, name string, values []T, write func([]byte, T) []byte) {
	b.Run(name, func(b *testing.B) {
		b.ReportAllocs()
		buf := make([]byte, 0, 64)
		for i := 0; b.Loop(); i++ {
			buf = write(buf[:0], values[i%benchValues])
		}
	})
}

func benchCanonical(b *testing.B, name string, texts []string, canonical func(string) bool) {
	b.Run(name, func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			if !canonical(texts[i%benchValues]) {
				b.Fatalf("%q is not canonical", texts[i%benchValues])
			}
		}
	})
}
