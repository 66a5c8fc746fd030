package vended

import (
	"net/url"
	"testing"
)

func TestPercentDecode(t *testing.T) {
	for _, tt := range []struct {
		in, want string
		err      error
	}{
		{"", "", nil},
		{"a b+c", "a b+c", nil},
		{"%20", " ", nil},
		{"C=US,%20CN=%c3%A9%00", "C=US, CN=é\x00", nil},
		{"%2520", "%20", nil},
		{"100%", "100%", ErrPercent},
		{"%20%2", "%20%2", ErrPercent},
		{"%20%g0", "%20%g0", ErrPercent},
		{"%0g%20", "%0g%20", ErrPercent},
	} {
		if got, err := PercentDecode(tt.in); got != tt.want || err != tt.err {
			t.Errorf("%q: %q, %v", tt.in, got, err)
		}
	}
}

func FuzzPercentDecode(f *testing.F) {
	f.Add("a%20b%2520%")
	f.Add("%c3%A9")
	f.Fuzz(func(t *testing.T, s string) {
		got, err := PercentDecode(s)
		want, wantErr := url.PathUnescape(s)
		if (err != nil) != (wantErr != nil) {
			t.Fatalf("%q: %v, want %v", s, err, wantErr)
		}
		if err != nil {
			want = s
		}
		if got != want {
			t.Fatalf("%q: %q, want %q", s, got, want)
		}
	})
}
