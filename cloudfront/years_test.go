package cloudfront

import (
	"io"
	"strings"
	"testing"

	"github.com/awstls/awstls/tlslog"
)

// TestRowsOfOtherYears reads rows without names, as if the table had grown by
// some fields since such logs have come, and with columns that are newer than
// the table.
func TestRowsOfOtherYears(t *testing.T) {
	values := strings.Split(goodRow, "\t")
	for least := len(values) - 2; least <= len(values); least++ {
		then := table
		then.MinValues = least
		for n := least - 1; n <= len(values)+2; n++ {
			in := strings.Join(append(values, "h2", "-")[:n], "\t") + "\n"
			got := steps(&then, in+in, "", "")
			want := good
			for i := n; i < len(values); i++ {
				then.Fields[i].Clear(&want)
			}
			if n > len(values) {
				want.Extra = strings.Join([]string{"h2", "-"}[:n-len(values)], "\t")
			}
			wantErr := ""
			if n < least {
				want, wantErr = Record{}, tlslog.ErrFieldCount.Error()
			}
			if len(got) != 3 || got[2].err != io.EOF.Error() {
				t.Fatalf("%d values of %d: %+v", n, least, got)
			}
			for _, s := range got[:2] {
				if s.rec != want || !strings.HasSuffix(s.err, wantErr) || (s.err == "") != (wantErr == "") {
					t.Errorf("%d values of %d: %s: %s", n, least, s.err, diff(want, s.rec))
				}
			}
			if n > len(values) {
				if b, err := want.AppendPlain(nil, nil, ""); err != nil || string(b)+"\n" != in {
					t.Errorf("written as %q, %v", b, err)
				}
			}
		}
	}
}
