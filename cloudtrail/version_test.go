package cloudtrail

import "testing"

func TestEventVersion(t *testing.T) {
	versions := []EventVersion{"", "1.0", "1.02", "1.09", "1.10", "1.11", "2.0"} // ascending
	for i, v := range versions {
		for j, w := range versions {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if got := v.Compare(w); got != want {
				t.Errorf("%q to %q: %d, want %d", v, w, got, want)
			}
		}
	}
	if EventVersion("1.1").Compare("1.01") != 0 || EventVersion("x").Compare("1") != 0 {
		t.Error("other spellings")
	}
	for _, bad := range []EventVersion{"", "1", "1.", ".1", "1.1.1", "1.-1", " 1.0", "1,0", "99999999999999999999.0"} {
		if major, minor, ok := bad.Numbers(); ok || major != 0 || minor != 0 {
			t.Errorf("%q is %d and %d", bad, major, minor)
		}
	}
	if major, minor, ok := EventVersion("1.09").Numbers(); major != 1 || minor != 9 || !ok {
		t.Error(major, minor, ok)
	}
}
