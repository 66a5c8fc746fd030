package networkfirewall

import (
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/awstls/awstls/tlslog"
	"github.com/google/go-cmp/cmp"
)

// checkText compares what is read from text with what the oracle reads, and
// checks that nothing is lost on the way back.
func checkText(t *testing.T, text string) {
	t.Helper()
	if !utf8.ValidString(text) {
		// encoding/json replaces what is not valid.
		checkReturn(t, text, &tlsRecords, Record.AppendJSON)
		checkReturn(t, text, &alertRecords, AlertRecord.AppendJSON)
		return
	}
	check(t, text, &tlsRecords, shapeOfRecord, askRecord, Record.Canonical, Record.AppendJSON)
	check(t, text, &alertRecords, shapeOfAlert, askAlert, AlertRecord.Canonical, AlertRecord.AppendJSON)
}

func check[R comparable](t *testing.T, text string, src *source[R], shape []level, ask func(string) answer[R], canonical func(R) R, appendJSON func(R, []byte) []byte) {
	t.Helper()
	var got R
	err := src.parse(text, true, &got)
	if !json.Valid([]byte(text)) || strings.TrimLeft(text, " \t\r\n")[0] != '{' {
		if !errors.Is(err, tlslog.ErrSyntax) || got != *new(R) {
			t.Errorf("no JSON object, and yet %v, %v", got, err)
		}
		return
	}
	if errors.Is(err, tlslog.ErrSyntax) && strings.Count(text, "[")+strings.Count(text, "{") > 1000 {
		return // nested more deeply than jsonscan allows
	}

	// The oracle's opinion.
	a := ask(text)
	var want error
	if a.err != nil {
		want = &tlslog.ParseError{
			Format: src.format,
			Record: 1,
			Line:   int64(1 + strings.Count(text[:a.fault.offset], "\n")),
			Offset: int64(a.fault.offset),
			Field:  a.fault.path,
			Err:    a.err,
		}
	}
	if !reflect.DeepEqual(err, want) {
		t.Errorf("the error is %v, want %v", err, want)
	}
	bare := canonical(got)
	extra, _ := src.rest(&bare)
	var extras []leaf
	if *extra != "" {
		for _, l := range leaves(*extra, levelRecord, 0, shape) {
			if l.value != "{…}" {
				extras = append(extras, l)
			}
		}
	}
	if !slices.EqualFunc(extras, a.extra, func(l, m leaf) bool { return l.path == m.path && l.value == m.value }) {
		t.Errorf("Extra is %s, want %v", *extra, a.extra)
	}
	*extra = ""
	wantSame(t, bare, a.rec)

	// With the kind.
	var strict R
	if err := src.parse(text, false, &strict); errors.Is(err, tlslog.ErrForeign) != (a.kind != src.kind) {
		t.Errorf("the error is %v, and the kind %v", err, a.kind)
	} else if a.kind == src.kind {
		wantSame(t, strict, got)
	}

	// There and back again.
	written := string(appendJSON(got, nil))
	if _, memory := src.rest(&got); *memory != "" {
		if want := compact([]byte(text)); written != want {
			t.Errorf("written as\n%s\nwant\n%s", written, want)
		}
	} else if got, want := values(written, shape), values(text, shape); !maps.EqualFunc(got, want, slices.Equal) {
		t.Errorf("written with other values (-want +got):\n%s", cmp.Diff(want, got))
	}
	var again R
	if err := src.parse(written, true, &again); (err == nil) != (a.err == nil) {
		t.Errorf("the error is %v, and was %v", err, a.err)
	}
	wantSame(t, canonical(again), canonical(got))
	var last R
	if err := src.parse(string(appendJSON(canonical(got), nil)), true, &last); err != nil {
		t.Errorf("the error is %v", err)
	}
	wantSame(t, last, canonical(got))
}

// checkReturn checks that text, which is not valid UTF-8, is written as it was
// read.
func checkReturn[R comparable](t *testing.T, text string, src *source[R], appendJSON func(R, []byte) []byte) {
	t.Helper()
	var rec R
	if err := src.parse(text, true, &rec); errors.Is(err, tlslog.ErrSyntax) {
		return
	}
	if got, want := string(appendJSON(rec, nil)), compact([]byte(text)); got != want {
		t.Errorf("written as\n%q\nwant\n%q", got, want)
	}
}

// values returns the values in text by path, each with its type.
func values(text string, shape []level) map[string][]any {
	m := make(map[string][]any)
	for _, l := range leaves(text, levelRecord, 0, shape) {
		if l.value == "{…}" {
			continue
		}
		d := json.NewDecoder(strings.NewReader(l.value))
		d.UseNumber()
		var v any
		if err := d.Decode(&v); err != nil {
			panic(err)
		}
		if _, scalar := v.(string); !scalar {
			v = l.value
		}
		m[l.path] = append(m[l.path], v)
	}
	return m
}

// TestOracle compares the reader with the oracle on the rows of the other
// tests, and on generated records.
func TestOracle(t *testing.T) {
	for _, text := range seeds() {
		checkText(t, text)
	}
	g := newGenerator(1)
	for range 5_000 {
		checkText(t, g.record())
		if t.Failed() {
			return
		}
	}
}

// FuzzRecord compares the reader with the oracle.
func FuzzRecord(f *testing.F) {
	for _, text := range seeds() {
		f.Add(text)
	}
	g := newGenerator(2)
	for range 100 {
		f.Add(g.record())
	}
	f.Fuzz(checkText)
}

// seeds returns the rows of the tests.
func seeds() []string {
	texts := []string{noName, wrongName, revocation, blocked, allowed, plainAlert, flow, proxy, pretty(noName), pretty(allowed), "", "7", "{}"}
	for _, d := range damaged {
		texts = append(texts, strings.Replace(strings.Replace(noName, d.old, d.new, 1), "§", "", 1))
	}
	for _, change := range notSimple {
		texts = append(texts, strings.Replace(wrongName, change.old, change.new, 1))
	}
	for _, s := range []string{"443.0", "4.43E+2", "0.0443e4", "443000e-0003", "1e99", "0e99", "-0.0", "0.00e-5", "1.772370844e9", "1.7723708445e9", "1e-9", "1e-10", "1e8388608", "65535.0", "1e20", "1.50"} {
		texts = append(texts, strings.NewReplacer("1772370844", s, `"443"`, s).Replace(noName),
			strings.NewReplacer("1582438383425873", s, ":44474", ":"+s).Replace(allowed))
	}
	for _, s := range []string{"\xff", `\ud800`, "\ufffd", `\u00e4`} {
		texts = append(texts, strings.Replace(noName, "egress", "egr"+s, 1), strings.Replace(allowed, "old TLS", s, 1))
	}
	return append(texts, strings.Split(logText, "\n")...)
}

func TestMarshal(t *testing.T) {
	type both struct {
		TLS   Record
		Alert AlertRecord
	}
	for _, want := range []both{{}, {noNameRecord, allowedRecord}, {wrongNameRecord, blockedRecord}} {
		data, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		got := both{revocationRecord, allowedRecord} // left over
		if err := json.Unmarshal(data, &got); err != nil {
			t.Fatal(err)
		}
		wantSame(t, got, want)
	}
}

func TestUnmarshal(t *testing.T) {
	rec, alert := noNameRecord, allowedRecord
	for range 2 {
		if err := json.Unmarshal([]byte("null"), &rec); err != nil || rec != noNameRecord {
			t.Error(err, rec)
		}
		if err := json.Unmarshal([]byte("null"), &alert); err != nil || alert != allowedRecord {
			t.Error(err, alert)
		}
	}
	// A record of any kind is read.
	if err := json.Unmarshal([]byte(blocked), &rec); err != nil || rec.DestPort != 443 || !strings.Contains(rec.Extra, `"flow_id"`) {
		t.Error(err, rec)
	}
	if err := json.Unmarshal([]byte(noName), &alert); err != nil || alert.DestPort != 443 || !strings.Contains(alert.Extra, `"tls_error"`) {
		t.Error(err, alert)
	}
	// Damage is an error, and the rest is read.
	data := []byte(strings.Replace(noName, "10.0.2.53", "x", 1))
	err := rec.UnmarshalJSON(data)
	clear(data)
	if perr, ok := errors.AsType[*tlslog.ParseError](err); !ok || perr.Field != "event.src_ip" || rec.SrcPort != 59844 || rec.FirewallName != "egress" {
		t.Error(err, rec)
	}
	if err := json.Unmarshal([]byte("7"), &rec); err == nil || rec != (Record{}) {
		t.Error(err, rec)
	}
}

// TestInvalidUTF8 checks that what is not valid UTF-8 comes back from a record
// that was read, and is replaced in one that was made.
func TestInvalidUTF8(t *testing.T) {
	text := strings.Replace(noName, "egress", "egr\xffess", 1)
	rec := mustParse(t, text)
	if s := rec.String(); rec.FirewallName != "egr\xffess" || s != text {
		t.Errorf("read as %q, written as %q", rec.FirewallName, s)
	}
	wantSame(t, mustParse(t, rec.String()), rec)
	if s := rec.Canonical().String(); !utf8.ValidString(s) || !strings.Contains(s, `egr\ufffdess`) {
		t.Errorf("written as %s", s)
	}
}

// TestZone writes an address whose zone holds a quotation mark.
func TestZone(t *testing.T) {
	text := strings.Replace(noName, "192.0.2.27", `fe80::1%a\"b`, 1)
	rec := mustParse(t, text)
	if s := rec.String(); s != text || rec.DestIP.Zone() != `a"b` {
		t.Errorf("written as %s", s)
	}
}

func TestAppendJSONAllocs(t *testing.T) {
	b := make([]byte, 0, 4096)
	if n := testing.AllocsPerRun(100, func() { b = noNameRecord.AppendJSON(b[:0]) }); n > 0 {
		t.Errorf("%v allocations for a record", n)
	}
	if n := testing.AllocsPerRun(100, func() { b = allowedRecord.AppendJSON(b[:0]) }); n > 0 {
		t.Errorf("%v allocations for an alert", n)
	}
}
