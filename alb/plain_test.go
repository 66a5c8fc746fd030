package alb

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestFieldNames(t *testing.T) {
	_, header, _ := strings.Cut(vendedHeader, "#Fields: ")
	if got := FieldNames(); !slices.Equal(got, strings.Fields(header)) {
		t.Errorf("got %q", got)
	}
}

func TestDecodePlain(t *testing.T) {
	want := mustParse(t, classicLine)
	httpLine := strings.Replace(head+"- - - "+noCert+"-"+tail, "x25519", "-", 1)
	http := mustParse(t, httpLine)
	for _, tt := range []struct {
		name      string
		fields    []string
		delimiter string
		in        string
		want      Record
	}{
		{"tabs", nil, "", vendedRow, want},
		{"default fields", nil, ",,", strings.ReplaceAll(vendedRow, "\t", ",,"), want},
		{"default delimiter", []string{"listener_port", "time"}, "", "443\t2026-09-23T07:11:27.691358Z", Record{ListenerPort: 443, Time: want.Time}},
		{"the name of the classic line", []string{"listener_port", "timestamp"}, " | ", "443 | 2026-09-23T07:11:27.691358Z", Record{ListenerPort: 443, Time: want.Time}},
		{"one field", []string{"leaf_client_cert_subject"}, "", "CN=a\tb", Record{LeafClientCertSubject: "CN=a\tb"}},
		{"spaces, with quotation marks as in the classic line", nil, " ", classicLine, want},
		{"spaces, with an absent subject in quotation marks", FieldNames(), " ", httpLine, http},
		{"spaces, with an absent subject", nil, " ", strings.Replace(httpLine, `"-"`, "-", 1), http},
		{"unknown names", []string{"time", "a"}, ",", "2026-09-23T07:11:27.691358Z,-", Record{Time: want.Time, Extra: `{"a":"-"}`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := NewDecoder(strings.NewReader(tt.in + "\r\n\n" + tt.in))
			d.Fields, d.Delimiter = tt.fields, tt.delimiter
			records, _ := decodeAll(t, d)
			if len(records) != 2 || records[0] != tt.want || records[1] != tt.want {
				t.Errorf("got %v, want twice %v", records, tt.want)
			}
		})
	}
}

// TestW3CWords checks that rows whose values have spaces between them are read
// below a header, with the quotation marks of classic lines or without.
func TestW3CWords(t *testing.T) {
	want := mustParse(t, classicLine)
	bare := mustParse(t, good)
	in := vendedHeader + classicLine + "\n" + strings.ReplaceAll(good, " ", "    ") + "\n" + strings.Replace(good, `"-"`, "-", 1) + "\n"
	records, _ := decodeAll(t, NewDecoder(strings.NewReader(in)))
	if !slices.Equal(records, []Record{want, bare, bare}) {
		t.Errorf("got %v", records)
	}
}

func TestUnwritable(t *testing.T) {
	rec := mustParse(t, classicLine)
	rec.Extra = "-"
	if _, err := rec.AppendW3C(nil); !errors.Is(err, ErrUnwritable) || !strings.Contains(err.Error(), "alb: Extra: ") {
		t.Errorf("a column that was not chosen: %v", err)
	}
	rec.Extra = ""
	if _, err := rec.AppendPlain(nil, nil, " "); !errors.Is(err, ErrUnwritable) || !strings.Contains(err.Error(), "alb: leaf_client_cert_subject: ") {
		t.Errorf("a space between spaces: %v", err)
	}
	rec.LeafClientCertSubject = `"a"`
	if _, err := rec.AppendPlain(nil, nil, " "); !errors.Is(err, ErrUnwritable) {
		t.Errorf("a quotation mark between spaces: %v", err)
	}
	if _, err := (Record{}).AppendPlain(nil, nil, ""); !errors.Is(err, ErrUnwritable) || !strings.Contains(err.Error(), "alb: time: ") {
		t.Errorf("a row that cannot be told: %v", err)
	}
}
