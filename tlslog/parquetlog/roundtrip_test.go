package parquetlog

import (
	"bytes"
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"net/netip"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/cloudfront"
	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// write returns a file of records.
func write[R Record](t testing.TB, set func(*Writer[R]), records ...R) []byte {
	t.Helper()
	var b bytes.Buffer
	w := NewWriter[R](&b)
	if set != nil {
		set(w)
	}
	for i := range records {
		if err := w.Write(&records[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// read returns the records of a file.
func read[R Record](t testing.TB, file []byte) []R {
	t.Helper()
	var records []R
	for rec, err := range NewDecoder[R](bytes.NewReader(file), int64(len(file))).All() {
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, rec)
	}
	return records
}

func TestRoundTrip(t *testing.T) {
	t.Run("alb", roundTrip[alb.Record])
	t.Run("cloudfront", roundTrip[cloudfront.Record])
	t.Run("networkfirewall", roundTrip[networkfirewall.Record])
	t.Run("networkfirewall alert", roundTrip[networkfirewall.AlertRecord])
	t.Run("cloudtrail", roundTrip[cloudtrail.Record])
	t.Run("event", roundTrip[tlslog.Event])
}

// roundTrip writes records with all fields, none, some and extreme ones, over
// several row groups and pages, and reads them back. A field that has no column is found by
// the record that has all of them.
func roundTrip[R Record](t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 1))
	records := []R{full[R](), *new(R)}
	for range 3000 {
		records = append(records, sparse[R](rnd))
	}
	for range 200 {
		records = append(records, extreme[R](rnd))
	}
	file := write(t, func(w *Writer[R]) { w.RowGroupRows = 1000 }, records...)
	got := read[R](t, file)
	if len(got) != len(records) {
		t.Fatalf("%d records, want %d", len(got), len(records))
	}
	for i := range records {
		if any(got[i]) != any(records[i]) {
			t.Fatalf("record %d: %s", i, cmp.Diff(records[i], got[i], cmpopts.EquateComparable(netip.Addr{}), cmp.Exporter(func(reflect.Type) bool { return true })))
		}
	}
}

func TestNoRows(t *testing.T) {
	if got := read[alb.Record](t, write[alb.Record](t, nil)); len(got) != 0 {
		t.Errorf("%d records", len(got))
	}
	var rec alb.Record
	if err := new(Decoder[alb.Record]).Decode(&rec); err != io.EOF {
		t.Errorf("the zero Decoder: %v", err)
	}
}

// TestAbsent: what is absent is null, and not the zero that stands beside it.
func TestAbsent(t *testing.T) {
	records := []networkfirewall.Record{
		{},
		{TLSError: tlslog.Some(networkfirewall.TLSError{})},
		{RevocationCheck: tlslog.Some(networkfirewall.RevocationCheck{})},
		{NoSNI: true},
		{SNI: "-"},
	}
	for i, got := range read[networkfirewall.Record](t, write(t, nil, records...)) {
		if got != records[i] {
			t.Errorf("%+v, want %+v", got, records[i])
		}
	}
	events := []tlslog.Event{
		{HandshakeDuration: tlslog.Some(time.Duration(0))},
		{HandshakeDuration: tlslog.Some(time.Duration(1))},
		{HandshakeDuration: tlslog.Some(999_999_999*time.Second + 999_999_999)},
		{Version: 0x1234, CipherSuite: 0xfefe},
		{Time: time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC)},
		{Time: time.Date(9999, 12, 31, 23, 59, 59, 999_999_000, time.UTC)},
		{ClientIP: netip.MustParseAddr("fe80::1%eth0"), ServerIP: netip.MustParseAddr("::ffff:192.0.2.1")},
		{Message: strings.Repeat("x", 3<<20)},
	}
	for i, got := range read[tlslog.Event](t, write(t, nil, events...)) {
		if got != events[i] {
			t.Errorf("%+v, want %+v", got, events[i])
		}
	}
}

// TestUnwritable: a record that cannot be written leaves no trace, and the next
// one is written.
func TestUnwritable(t *testing.T) {
	good := full[tlslog.Event]()
	tests := []struct {
		column string
		change func(*tlslog.Event)
	}{
		{"time", func(e *tlslog.Event) { e.Time = e.Time.Add(1) }},
		{"time", func(e *tlslog.Event) { e.Time = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) }},
		{"time", func(e *tlslog.Event) { e.Time = time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC) }},
		{"message", func(e *tlslog.Event) { e.Message = "a\xffb" }},
		{"client_ip", func(e *tlslog.Event) { e.ClientIP = netip.MustParseAddr("fe80::1%\xff") }},
		{"handshake_duration", func(e *tlslog.Event) { e.HandshakeDuration = tlslog.Some(time.Duration(-1)) }},
		{"handshake_duration", func(e *tlslog.Event) { e.HandshakeDuration = tlslog.Some(time.Duration(1e18)) }},
		{"source", func(e *tlslog.Event) { e.Source = 99 }},
		{"reason", func(e *tlslog.Event) { e.Reason = 99 }},
	}
	var b bytes.Buffer
	w := NewWriter[tlslog.Event](&b)
	for _, tt := range tests {
		bad := good
		tt.change(&bad)
		if err := w.Write(&bad); !errors.Is(err, ErrUnwritable) || !strings.Contains(err.Error(), ": "+tt.column+": ") {
			t.Errorf("%s: %v", tt.column, err)
		}
		if err := w.Write(&good); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	got := read[tlslog.Event](t, b.Bytes())
	if len(got) != len(tests) {
		t.Errorf("%d events, want %d", len(got), len(tests))
	}
	for _, e := range got {
		if e != good {
			t.Errorf("%+v", e)
		}
	}
	alert := networkfirewall.AlertRecord{FlowID: math.MaxInt64 + 1}
	if err := NewWriter[networkfirewall.AlertRecord](io.Discard).Write(&alert); !errors.Is(err, ErrUnwritable) {
		t.Errorf("flow_id: %v", err)
	}
}

func TestReplaceInvalid(t *testing.T) {
	file := write(t, func(w *Writer[tlslog.Event]) { w.ReplaceInvalid = true },
		tlslog.Event{Message: "a\xff\xfeb", ClientIP: netip.MustParseAddr("fe80::1%\xffz")})
	if got := read[tlslog.Event](t, file); got[0] != (tlslog.Event{Message: "a\ufffd\ufffdb", ClientIP: netip.MustParseAddr("fe80::1%\ufffdz")}) {
		t.Errorf("%+v", got[0])
	}
}

// TestUnwritableMemory: records that are turned down take no memory, though
// their first columns were taken.
func TestUnwritableMemory(t *testing.T) {
	w := NewWriter[tlslog.Event](io.Discard)
	var before, after runtime.MemStats
	const size = 1 << 20
	for i := range 100 {
		if i == 10 {
			runtime.GC()
			runtime.ReadMemStats(&before)
		}
		host := strings.Repeat(string(rune('0'+i)), size)
		if err := w.Write(&tlslog.Event{ID: host, Account: host, ClientHost: host, Message: "\xff"}); !errors.Is(err, ErrUnwritable) {
			t.Fatal(err)
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 20*size {
		t.Errorf("the writer grew by %d bytes", grown)
	}
	runtime.KeepAlive(w)
}

// failing is a writer that fails after so many bytes.
type failing int

var errDisk = errors.New("disk full")

func (f *failing) Write(b []byte) (int, error) {
	if *f -= failing(len(b)); *f < 0 {
		return 0, errDisk
	}
	return len(b), nil
}

// TestWriteErrors: an error of the underlying writer is reported, by Close at
// the latest, and stays.
func TestWriteErrors(t *testing.T) {
	size := len(write(t, nil, full[alb.Record]()))
	for n := 0; n < size; n += 13 {
		f := failing(n)
		w := NewWriter[alb.Record](&f)
		rec := full[alb.Record]()
		if err := w.Write(&rec); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := w.Close(); !errors.Is(err, errDisk) {
				t.Fatalf("%d of %d bytes: %v", n, size, err)
			}
		}
		if err := w.Write(&rec); !errors.Is(err, errDisk) {
			t.Fatalf("after Close: %v", err)
		}
	}
}
