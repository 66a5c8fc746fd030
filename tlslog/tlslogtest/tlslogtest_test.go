package tlslogtest

import "testing"

// TestSound: a decoder that keeps all promises passes, whatever the log is.
func TestSound(t *testing.T) {
	TestDecoder(t, newCounts, countSamples)
}
