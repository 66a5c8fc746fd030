package alb

import (
	"cmp"
	"io"
	"strings"
	"testing"

	"github.com/awstls/awstls/tlslog"
)

// TestOlderRows reads rows without names, as if the table had grown by one and
// by two fields since vended logs have come.
func TestOlderRows(t *testing.T) {
	values := strings.Split(vendedRow, "\t")
	for grown := range 3 {
		then := table
		then.MinValues = len(values) - grown
		for n := 2; n <= len(values); n++ {
			want := mustParse(t, classicLine)
			for i := n; i < len(then.Fields); i++ {
				then.Fields[i].Clear(&want)
			}
			for _, delimiter := range []string{"", "\t", "|", "||"} {
				row := strings.Join(values[:n], "\t")
				if delimiter != "" {
					row = strings.ReplaceAll(row, "\t", delimiter)
				}
				got := steps(&then, row+"\n"+row+"\n", "", delimiter)
				if n < then.MinValues {
					if len(got) != 3 || got[0].rec != (Record{}) || delimiter != "" && !strings.Contains(got[1].err, tlslog.ErrFieldCount.Error()) {
						t.Errorf("%d values of %d at %q: %+v", n, then.MinValues, delimiter, got)
					}
				} else if len(got) != 3 || got[0].err+got[1].err != "" || got[0].rec != want || got[1].rec != want || got[2].err != io.EOF.Error() {
					t.Errorf("%d values of %d at %q: %+v", n, then.MinValues, delimiter, got)
				}
			}
		}
	}
}

// TestNewerRows reads rows without names that have columns which AWS has added
// since, and gives them back.
func TestNewerRows(t *testing.T) {
	for _, delimiter := range []string{"", "\t", "|", "||", " "} {
		for _, newer := range []string{"-", "h2", "\"-\"", "h2\tx", "-\t-\t-", "a b", "\"a b\" c", "{}"} {
			row, shown := vendedRow, newer
			if delimiter != "" {
				shown = strings.ReplaceAll(newer, "\t", delimiter)
				row = strings.ReplaceAll(row, "\t", delimiter)
			}
			if delimiter == " " {
				row = classicLine
			}
			row += cmp.Or(delimiter, "\t") + shown
			want := mustParse(t, classicLine)
			want.Extra = shown
			got := steps(&table, row+"\n"+row, "", delimiter)
			if len(got) != 3 || got[0].err+got[1].err != "" || got[0].rec != want || got[1].rec != want || got[2].err != io.EOF.Error() {
				t.Errorf("%q at %q: %+v", newer, delimiter, got)
			}
			if delimiter == " " || shown[0] == '{' {
				continue // the subject has a space in it; the text could be an object of names
			}
			if b, err := want.AppendPlain([]byte("x"), nil, delimiter); err != nil || string(b) != "x"+row {
				t.Errorf("%q at %q is written as %q, %v", newer, delimiter, b, err)
			}
		}
	}
}

// TestNewerRowsMisfit: too many values that do not fit the fields are not taken
// for newer columns.
func TestNewerRowsMisfit(t *testing.T) {
	for name, row := range map[string]string{
		"the delimiter in the subject": strings.Replace(vendedRow, "CN=", "CN\t", 1),
		"twice":                        strings.Replace(vendedRow, "CN=", "CN\t\t", 1),
		"at its end, before a new one": strings.Replace(vendedRow, "Example Corp", "Example Corp\t", 1) + "\t-",
		"in an identifier":             strings.Replace(vendedRow, "app/", "app\t", 1),
		"a damaged address at the end": strings.Replace(vendedRow, "198.51.100.7", "198.51.100.xxx", 1) + "\t-",
	} {
		got := steps(&table, row+"\n"+vendedRow+"\n", "", "")
		if len(got) != 3 || got[0].rec != (Record{}) || !strings.Contains(got[0].err, tlslog.ErrFieldCount.Error()) || got[1].rec != mustParse(t, classicLine) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// TestRowsUnclear: where nothing tells the values of a row, it is not taken for
// one with newer columns.
func TestRowsUnclear(t *testing.T) {
	for delimiter, row := range map[string]string{
		"||": strings.ReplaceAll(strings.Replace(vendedRow, "Corp", "Corp|", 1), "\t", "||") + "||-",
		" ":  strings.Replace(good, `"-"`, `"-`, 1) + " -",
	} {
		got := steps(&table, row+"\n"+row+"\n", "", delimiter)
		if len(got) != 3 || got[0].rec != (Record{}) || got[0].err != "alb plain: record 1, line 1, byte 0: wrong number of fields" {
			t.Errorf("%q: %+v", delimiter, got)
		}
	}
}

// TestNewerRowDamage: a damaged value costs its field if what is behind it is in
// its place.
func TestNewerRowDamage(t *testing.T) {
	want := mustParse(t, classicLine)
	want.ClientIP, want.Extra = Record{}.ClientIP, "-"
	got := steps(&table, strings.Replace(vendedRow, "192.0.2.10", "192.0.2.xxx", 1)+"\t-\n", "", "")
	if len(got) != 2 || got[0].rec != want || got[0].err != "alb plain: record 1, line 1, byte 28: client_ip: malformed IP address" {
		t.Errorf("%+v", got)
	}
}

// TestNewerUnwritable: what could not be read back is refused.
func TestNewerUnwritable(t *testing.T) {
	for extra, delimiter := range map[string]string{"a\nb": "", "a\r": "", `{"a":"b"}`: "", "|a": "||", " a": " ", `"a`: " "} {
		rec := mustParse(t, good)
		rec.Extra = extra
		if b, err := rec.AppendPlain([]byte("x"), nil, delimiter); err == nil || string(b) != "x" || !strings.Contains(err.Error(), "alb: Extra: ") {
			t.Errorf("%q at %q: %q, %v", extra, delimiter, b, err)
		}
	}
}
