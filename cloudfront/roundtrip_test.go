package cloudfront

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/netip"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/awstls/awstls/tlslog"
)

// anyRecord returns a record made of arbitrary values: text and a second one
// in the texts, the rest of numbers.
func anyRecord(text, text2, extra, zone string, addr []byte, sec, nsec, duration int64, port uint16, bits uint8) Record {
	r := Record{
		ConnectionID:               "c",
		ConnectionStatus:           ConnectionStatus(text2),
		ClientPort:                 port,
		DistributionID:             text,
		TLSCipher:                  tlslog.CipherName(text),
		TLSSNI:                     text + text2,
		ClientLeafCertSerialNumber: text2,
		ClientLeafCertSubject:      text,
		ConnectionLogCustomData:    text2 + text,
		Extra:                      extra,
	}
	if bits&1 != 0 {
		r.EventTimestamp = time.Unix(sec, nsec%1e9).UTC()
	}
	if bits&2 != 0 {
		r.ClientLeafCertValidity = tlslog.Validity{NotBefore: time.Unix(sec%1e10, 0).UTC(), NotAfter: time.Unix(nsec, nsec%1e9).UTC()}
	}
	if bits&4 != 0 {
		r.ClientLeafCertValidity.NotBefore = time.Time{}
	}
	if bits&8 != 0 {
		r.TLSHandshakeDuration = tlslog.Some(time.Duration(duration))
	}
	if bits&16 != 0 {
		r.Timestamp = text
	}
	if bits&64 != 0 {
		r.TLSProtocol = tlslog.ProtocolName(text2)
	}
	r.ClientIP, _ = netip.AddrFromSlice(addr)
	if r.ClientIP.Is6() && bits&32 != 0 {
		r.ClientIP = r.ClientIP.WithZone(zone)
	}
	return r
}

// FuzzRoundTrip checks that every format gives back every record that it can
// be given, and refuses the others.
func FuzzRoundTrip(f *testing.F) {
	f.Add("text", "Success", "", "", []byte{192, 0, 2, 1}, int64(1731620046), int64(814_000_000), int64(153_000_000), uint16(443), uint8(11), ",")
	f.Add("C=US, ST=WA", "Failed:X", `{"a":"b","c":"-"}`, "eth0", make([]byte, 16), int64(-62135596800), int64(1000), int64(0), uint16(0), uint8(0xff), "||")
	f.Add("a\tb", "TLSv1.3", `{"extra":"x"}`, "\n", []byte{1}, int64(253402300799), int64(999_999_999), int64(1), uint16(1), uint8(0x3f), "\t")
	f.Add("\xff\"\\\u2028", "-", `{"connectionId":"x"}`, "%", []byte("2001:db8::123456"), int64(253402300800), int64(-1), int64(-1), uint16(1), uint8(9), " ")
	f.Add("#Fields: ", " ", "- \"-\"", "", []byte{}, int64(0), int64(0), int64(1500), uint16(1), uint8(9), "<>")
	f.Add("{", "#", `{"a":"b","a":{"x":1}}`, "", []byte{}, int64(1), int64(0), int64(1500), uint16(1), uint8(9), "|")
	f.Fuzz(func(t *testing.T, value, value2, extra, zone string, addr []byte, sec, nsec, duration int64, port uint16, bits uint8, delimiter string) {
		rec := anyRecord(value, value2, extra, zone, addr, sec, nsec, duration, port, bits)
		var extraFields []string
		for m := range members(rec.Extra) {
			if slowName(m) == "" { // else it would be the field's value
				extraFields = append(extraFields, m)
			}
		}
		all := append(append(FieldNames(), "timestamp"), extraFields...)
		chosen := rec // what of it the fields can name
		if len(extraFields) < len(members(rec.Extra)) || len(extraFields) == 0 || !utf8.ValidString(extra) {
			chosen.Extra, all = "", all[:len(FieldNames())+1]
		}

		b, err := rec.AppendJSON(nil)
		check(t, "json", rec, b, err, nil, "")
		var text bytes.Buffer
		e := json.NewEncoder(&text)
		e.SetEscapeHTML(false) // it would rewrite what is in Extra
		if e.Encode(rec) == nil {
			var got Record
			if err := json.Unmarshal(text.Bytes(), &got); err != nil || got != rec {
				t.Fatalf("json.Unmarshal of %s: %v, %s", text.Bytes(), err, diff(rec, got))
			}
		}

		b, err = rec.AppendW3C(AppendW3CHeader(nil))
		check(t, "w3c", rec, b, err, nil, "")
		b, err = chosen.AppendW3C(AppendW3CHeader(nil, all...), all...)
		check(t, "w3c, all fields", chosen, b, err, nil, "")

		b, err = rec.AppendPlain(nil, nil, "")
		check(t, "plain", rec, b, err, nil, "")
		if delimiter != "" && !strings.ContainsAny(delimiter, "\r\n") {
			b, err = rec.AppendPlain(nil, nil, delimiter)
			check(t, "plain, delimiter", rec, b, err, nil, delimiter)
			b, err = chosen.AppendPlain(nil, all, delimiter)
			check(t, "plain, delimiter and all fields", chosen, b, err, all, delimiter)
		}
		only := Record{ConnectionLogCustomData: rec.ConnectionLogCustomData}
		b, err = only.AppendPlain(nil, []string{"connectionLogCustomData"}, "")
		check(t, "plain, one field", only, b, err, []string{"connectionLogCustomData"}, "")
	})
}

// members returns the names in a JSON object.
func members(text string) map[string]any {
	m := map[string]any{}
	_ = json.Unmarshal([]byte(text), &m)
	return m
}

// check checks that a log of two entries, each of which is b or a row behind
// the header in b, holds rec twice.
func check(t *testing.T, format string, rec Record, b []byte, err error, fields []string, delimiter string) {
	t.Helper()
	if err != nil {
		if !errors.Is(err, ErrUnwritable) {
			t.Fatalf("%s: %v", format, err)
		}
		if delimiter == "" && harmless(rec) {
			t.Fatalf("%s refuses %#v: %v", format, rec, err)
		}
		return
	}
	row := string(b[strings.LastIndexByte(string(b), '\n')+1:])
	log := string(b) + "\n" + row + "\n"
	if fields != nil {
		log = "\n" + log // lest the first value begins like a zip archive
	}
	d := NewDecoder(strings.NewReader(log))
	d.Fields, d.Delimiter = fields, delimiter
	for range 2 {
		var got Record
		if err := d.Decode(&got); err != nil {
			t.Fatalf("%s: %v in %q", format, err, b)
		}
		if got != rec && !sameMembers(rec, got) {
			t.Fatalf("%s: %q gives (-want +got)\n%s", format, b, diff(rec, got))
		}
	}
	wantEnd(t, d)
}

// sameMembers reports whether two records differ in nothing but the order of
// what is in Extra, which is that of the columns in a row.
func sameMembers(a, b Record) bool {
	x, y := members(a.Extra), members(b.Extra)
	if len(x) != len(y) {
		return false
	}
	for name := range x {
		if x[name] != y[name] {
			return false
		}
	}
	a.Extra = b.Extra
	return a == b
}

// harmless reports whether a record has but values that rows with the default
// delimiter can hold, so that none of them may refuse it.
func harmless(r Record) bool {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	if strings.Trim(r.TLSSNI, letters) != "" || r.ConnectionStatus != "Success" {
		return false // the other texts are parts of these
	}
	inYears := func(t time.Time) bool { return t.Year() > 0 && t.Year() < 10000 }
	return r.Extra == "" && r.Timestamp == "" && r.TLSProtocol == "" && !r.EventTimestamp.IsZero() &&
		inYears(r.EventTimestamp) && inYears(r.ClientLeafCertValidity.NotAfter) && r.TLSHandshakeDuration.Or(0) >= 0 && r.ClientIP.Zone() == ""
}
