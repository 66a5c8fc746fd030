package networkfirewall

import (
	"strings"
	"testing"
)

func TestAppendNumber(t *testing.T) {
	for _, tt := range []struct{ in, want string }{ // want "" for too many digits
		{"443.0", "443"},
		{"443.5", "443.5"},
		{"4.43e2", "443"},
		{"44300E-2", "443"},
		{"443e-1", "44.3"},
		{"0.0443e+4", "443"},
		{"1.719943304e9", "1719943304"},
		{"1.7199433040E9", "1719943304"},
		{"1.719943304412e9", "1719943304.412"},
		{"-1.5e1", "-15"},
		{"-0.0", "-0"},
		{"0e1000", "0"},
		{"100.0", "100"},
		{"1e-9", "0.000000001"},
		{"10e-10", "0.000000001"},
		{"0.05", "0.05"},
		{"1e-10", ""},
		{"1e19", "10000000000000000000"},
		{"1e20", ""},
		{"1e999999999999999999999", ""},
		{"0." + strings.Repeat("0", 500) + "7e501", "7"},
		{"7" + strings.Repeat("0", 500) + "e-500", "7"},
	} {
		got, ok := appendNumber(nil, tt.in)
		if ok != (tt.want != "") || ok && string(got) != tt.want {
			t.Errorf("%s: got %s, %v, want %s", tt.in, got, ok, tt.want)
		}
		if len(got) > maxNumber {
			t.Errorf("%s: %d bytes", tt.in, len(got))
		}
	}
}
