package tlslogtest_test

import (
	"testing"

	"github.com/awstls/awstls/tlslog/tlslogtest"
)

// TestExample checks that the decoder of the example passes, with nothing but
// Decode.
func TestExample(t *testing.T) { tlslogtest.TestDecoder(t, NewDecoder, samples) }
