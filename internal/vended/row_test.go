package vended

import (
	"strings"
	"testing"
)

func FuzzIndexByte(f *testing.F) {
	f.Add("a\tb", 0, byte('\t'))
	f.Add("0123456789abcdef\x80\x81\t", 3, byte('\t'))
	f.Add("\x00\x01\x80", 0, byte(0x81))
	f.Fuzz(func(t *testing.T, s string, i int, c byte) {
		if i < 0 || i > len(s) {
			return
		}
		want := strings.IndexByte(s[i:], c) + i
		if want < i {
			want = len(s)
		}
		if got := indexByte(s, i, c); got != want {
			t.Fatalf("indexByte(%q, %d, %q) = %d, want %d", s, i, c, got, want)
		}
	})
}

func TestAmbiguous(t *testing.T) {
	for _, tt := range []struct {
		row, delimiter string
		columns        int // 0 if it cannot be told
	}{
		{"a", "||", 1},
		{"a||b", "||", 2},
		{"||", "||", 2},
		{"||||", "||", 3},
		{"a||||b", "||", 3},
		{"a|||b", "||", 0},
		{"|||", "||", 0},
		{"a||b|", "||", 2},
		{"a|b||c", "||", 2},
		{"xababay", "aba", 0},
		{"xabay", "aba", 2},
		{"aaaa", "a", 5},
		{"a<tab>b<tab>", "<tab>", 3},
	} {
		columns := make([]column[toy], max(tt.columns, 1))
		r := row[toy]{t: &toys, rec: new(toy), extra: new(extra)}
		n := r.cut(tt.row, columns, tt.delimiter)
		if tt.columns == 0 && n == len(columns) || tt.columns > 0 && n != tt.columns {
			t.Errorf("%q at %q has %d columns, want %d", tt.row, tt.delimiter, n, tt.columns)
		}
	}
}
