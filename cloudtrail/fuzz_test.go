package cloudtrail

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func FuzzParseRecord(f *testing.F) {
	for _, text := range oddEvents {
		f.Add(text)
	}
	for _, test := range badEvents {
		f.Add(strings.Replace(test.text, "§", "", 1))
	}
	for _, text := range someEvents()[:40] {
		f.Add(text)
	}
	f.Add(simpleEvent)
	f.Fuzz(func(t *testing.T, text string) { checkRecord(t, text) })
}

// FuzzDecoder checks that it does not matter in what pieces a log comes, and
// what holds for every log.
func FuzzDecoder(f *testing.F) {
	for _, container := range containers {
		f.Add(container(oddEvents), uint64(1))
	}
	for _, doc := range foreignDocuments {
		f.Add(doc.text, uint64(1))
	}
	f.Fuzz(func(t *testing.T, log string, seed uint64) {
		checkChunks(t, rand.New(rand.NewPCG(seed, 0)), log)
		if !strings.HasPrefix(log, "\x1f\x8b") && !strings.HasPrefix(log, "\xef") {
			stepsOf(t, log)
		}
	})
}
