package parquetlog

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/cloudfront"
	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress"
)

// vendedFile returns a file of rows with the fields of a struct as columns.
func vendedFile[T any](t testing.TB, codec compress.Codec, rows ...T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := parquet.Write(&b, rows, parquet.Compression(codec)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// decodeAll returns the records of a file and the errors that came with them.
func decodeAll[R Record](file []byte) (records []R, errs []error) {
	for rec, err := range NewDecoder[R](bytes.NewReader(file), int64(len(file))).All() {
		records, errs = append(records, rec), append(errs, err)
	}
	return records, errs
}

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

// allTexts is how AWS is taken to deliver the logs: every column a string.
type allTexts struct {
	Time     string  `parquet:"time"`
	ClientIP string  `parquet:"client_ip"`
	Port     string  `parquet:"client_port"`
	Listener *string `parquet:"listener_port"`
	Protocol string  `parquet:"tls_protocol"`
	Latency  string  `parquet:"tls_handshake_latency"`
	Subject  string  `parquet:"leaf_client_cert_subject"`
	Validity string  `parquet:"leaf_client_cert_validity"`
	Status   string  `parquet:"tls_verify_status"`
	ELB      string  `parquet:"elb,dict"`
}

// numbers has the same in other types, under names as other software spells
// them, and columns that are not known.
type numbers struct {
	Time     time.Time `parquet:"TIMESTAMP,timestamp(nanosecond)"`
	ClientIP string    `parquet:"Client-IP"`
	Port     uint16    `parquet:"clientPort"`
	Listener int64     `parquet:"LISTENER_PORT"`
	Protocol string    `parquet:"tls_protocol"`
	Latency  float64   `parquet:"tls handshake latency"`
	NotAfter time.Time `parquet:"leaf_client_cert_not_after,timestamp(millisecond)"`
	Status   string    `parquet:"tls_verify_status"`
	Other    string    `parquet:"TLS_Verify_Status"`
	New      int32     `parquet:"new"`
	Text     *string   `parquet:"text"`
	List     []string  `parquet:"list"`
	Group    struct {
		Flag bool `parquet:"flag"`
	} `parquet:"group"`
}

func TestVended(t *testing.T) {
	port := "443"
	text := "a \"b\""
	for _, codec := range []compress.Codec{&parquet.Uncompressed, &parquet.Snappy, &parquet.Gzip, &parquet.Zstd} {
		records, errs := decodeAll[alb.Record](vendedFile(t, codec, allTexts{
			"2026-09-23T07:11:27.691358Z", "192.0.2.10", "64326", &port, "TLSv1.3", "0.036", "CN=a,O=b",
			"NotBefore=2023-09-21T22:43:21Z;NotAfter=2026-06-17T22:43:21Z", "Success", "app/web/1",
		}, allTexts{
			"2026-09-23T07:11:27Z", "2001:db8::1", "-", nil, "-", "", "-", "-", "Failed:New", "-",
		}))
		want := []alb.Record{{
			Time: at("2026-09-23T07:11:27.691358Z"), ClientIP: netip.MustParseAddr("192.0.2.10"), ClientPort: 64326, ListenerPort: 443,
			TLSProtocol: "TLSv1.3", TLSHandshakeLatency: tlslog.Some(36 * time.Millisecond), LeafClientCertSubject: "CN=a,O=b",
			LeafClientCertValidity: tlslog.Validity{NotBefore: at("2023-09-21T22:43:21Z"), NotAfter: at("2026-06-17T22:43:21Z")},
			TLSVerifyStatus:        alb.StatusSuccess, ELB: "app/web/1",
		}, {
			Time: at("2026-09-23T07:11:27Z"), ClientIP: netip.MustParseAddr("2001:db8::1"), TLSVerifyStatus: "Failed:New",
		}}
		for i := range want {
			if len(records) != len(want) || errs[i] != nil || records[i] != want[i] {
				t.Fatalf("%v: %+v, %v", codec, records, errs)
			}
		}

		records, errs = decodeAll[alb.Record](vendedFile(t, codec, numbers{
			Time: at("2026-09-23T07:11:27.691358001Z"), ClientIP: "192.0.2.10", Port: 64326, Listener: 443, Protocol: "TLSv1.3",
			Latency: 0.036, NotAfter: at("2026-06-17T22:43:21Z"), Status: "Success", Other: "-", New: -7, Text: &text, List: []string{"x", "y"},
		}))
		if len(records) != 1 || errs[0] != nil || records[0] != (alb.Record{
			Time: at("2026-09-23T07:11:27.691358001Z"), ClientIP: netip.MustParseAddr("192.0.2.10"), ClientPort: 64326, ListenerPort: 443,
			TLSProtocol: "TLSv1.3", TLSHandshakeLatency: tlslog.Some(36 * time.Millisecond),
			LeafClientCertValidity: tlslog.Validity{NotAfter: at("2026-06-17T22:43:21Z")}, TLSVerifyStatus: "Success",
			Extra: `{"TLS_Verify_Status":"-","new":-7,"text":"a \"b\"","list":["x","y"],"group.flag":false}`,
		}) {
			t.Fatalf("%v: %+v, %v", codec, records, errs)
		}
	}

	type edge struct {
		Time     int64   `parquet:"eventtimestamp"`
		ID       string  `parquet:"connectionid"`
		IP       string  `parquet:"clientip"`
		Duration float32 `parquet:"tlshandshakeduration"`
		Stamp    string  `parquet:"timestamp"`
	}
	records, errs := decodeAll[cloudfront.Record](vendedFile(t, &parquet.Snappy, edge{1790147487691, "c1", "2001:0db8:0000:0000:0000:0000:0000:0001", 1.5, "x"}))
	if len(records) != 1 || errs[0] != nil || records[0] != (cloudfront.Record{
		EventTimestamp: time.UnixMilli(1790147487691).UTC(), ConnectionID: "c1", ClientIP: netip.MustParseAddr("2001:db8::1"),
		TLSHandshakeDuration: tlslog.Some(1500 * time.Microsecond), Timestamp: "x",
	}) {
		t.Fatalf("%+v, %v", records, errs)
	}
}

// TestDamagedRows: damage costs its field and is told with its row; the next
// row is whole.
func TestDamagedRows(t *testing.T) {
	good := allTexts{Time: "2026-09-23T07:11:27Z", ClientIP: "192.0.2.10", Port: "1", Status: "Success"}
	tests := []struct {
		field  string
		err    error
		change func(*allTexts)
	}{
		{"time", tlslog.ErrTime, func(r *allTexts) { r.Time = "s3cr3t" }},
		{"client_ip", tlslog.ErrAddress, func(r *allTexts) { r.ClientIP = "192.0.2.xxx" }},
		{"client_port", tlslog.ErrNumber, func(r *allTexts) { r.Port = "65536" }},
		{"client_port", tlslog.ErrNumber, func(r *allTexts) { r.Port = "s3cr3t" }},
		{"tls_handshake_latency", tlslog.ErrNumber, func(r *allTexts) { r.Latency = "-0.1" }},
		{"leaf_client_cert_validity", tlslog.ErrTime, func(r *allTexts) { r.Validity = "s3cr3t" }},
		{"client_ip", tlslog.ErrAddress, func(r *allTexts) { r.ClientIP, r.Latency = "x", "y" }},
		{"", tlslog.ErrTooLong, func(r *allTexts) { r.Subject = strings.Repeat("x", DefaultMaxRecordBytes) }},
	}
	var rows []allTexts
	for _, tt := range tests {
		bad := good
		tt.change(&bad)
		rows = append(rows, bad, good)
	}
	records, errs := decodeAll[alb.Record](vendedFile(t, &parquet.Snappy, rows...))
	if len(records) != len(rows) {
		t.Fatalf("%d records, want %d", len(records), len(rows))
	}
	for i, tt := range tests {
		perr, ok := errors.AsType[*tlslog.ParseError](errs[2*i])
		if !ok || *perr != (tlslog.ParseError{Format: "alb parquet", Record: int64(2*i + 1), Field: tt.field, Err: tt.err}) {
			t.Errorf("%s: %v", tt.field, errs[2*i])
		}
		if strings.Contains(errs[2*i].Error(), "s3cr3t") {
			t.Errorf("the error quotes the log: %v", errs[2*i])
		}
		if tt.err != tlslog.ErrTooLong && records[2*i].TLSVerifyStatus != alb.StatusSuccess {
			t.Errorf("%s: the rest of the record is lost", tt.field)
		}
		if errs[2*i+1] != nil || records[2*i+1].Time.IsZero() {
			t.Errorf("%s: the next record: %+v, %v", tt.field, records[2*i+1], errs[2*i+1])
		}
	}
}

func TestForeign(t *testing.T) {
	type access struct {
		Time string `parquet:"time"`
		Elb  string `parquet:"elb"`
		Code string `parquet:"elb_status_code"`
	}
	final[alb.Record](t, "access log", vendedFile(t, &parquet.Snappy, access{}), tlslog.ErrForeign)
	final[cloudfront.Record](t, "access log", vendedFile(t, &parquet.Snappy, access{}), tlslog.ErrForeign)
	final[cloudtrail.Record](t, "alb", write(t, nil, alb.Record{ELB: "x"}), tlslog.ErrForeign)
	final[networkfirewall.Record](t, "alerts", write(t, nil, networkfirewall.AlertRecord{SNI: "x"}), tlslog.ErrForeign)
	final[tlslog.Event](t, "alb", write(t, nil, alb.Record{ELB: "x"}), tlslog.ErrForeign)
	final[alb.Record](t, "text", []byte("2026-09-23T07:11:27.691358Z 192.0.2.10"), ErrNotParquet)
	whole := write(t, nil, alb.Record{ELB: "x"})
	final[alb.Record](t, "cut off", whole[:len(whole)-3], io.ErrUnexpectedEOF)
	final[alb.Record](t, "lz4", vendedFile(t, &parquet.Lz4Raw, allTexts{}), tlslog.ErrUnsupported)
}

// final checks that a file ends in an error that stays.
func final[R Record](t *testing.T, name string, file []byte, want error) {
	t.Helper()
	d := NewDecoder[R](bytes.NewReader(file), int64(len(file)))
	rec := full[R]()
	for range 2 {
		err := d.Decode(&rec)
		if _, ok := errors.AsType[*tlslog.ParseError](err); ok || !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
		if any(rec) != any(*new(R)) {
			t.Errorf("%s: a record is left", name)
		}
	}
}

func TestLimits(t *testing.T) {
	file := write(t, nil, full[cloudtrail.Record]())
	for _, set := range []func(*Decoder[cloudtrail.Record]){
		func(d *Decoder[cloudtrail.Record]) { d.MaxColumns = 50 },
		func(d *Decoder[cloudtrail.Record]) { d.MaxBytes = 1000 },
	} {
		d := NewDecoder[cloudtrail.Record](bytes.NewReader(file), int64(len(file)))
		set(d)
		var rec cloudtrail.Record
		if err := d.Decode(&rec); !errors.Is(err, ErrLimit) {
			t.Error(err)
		}
	}
	d := NewDecoder[cloudtrail.Record](bytes.NewReader(file), int64(len(file)))
	d.MaxRecordBytes = 100
	var rec cloudtrail.Record
	if err := d.Decode(&rec); !errors.Is(err, tlslog.ErrTooLong) || rec != (cloudtrail.Record{}) {
		t.Error(err)
	}
	if err := d.Decode(&rec); err != io.EOF {
		t.Error(err)
	}
}

// readerAt fails behind so many bytes.
type readerAt struct {
	*bytes.Reader
	fail int64
}

func (r readerAt) ReadAt(p []byte, offset int64) (int, error) {
	if offset >= r.fail {
		return 0, errDisk
	}
	return r.Reader.ReadAt(p, offset)
}

// TestReadErrors: what the reader of the file reports is reported.
func TestReadErrors(t *testing.T) {
	file := write(t, nil, full[alb.Record]())
	for n := int64(0); n < int64(len(file)); n += 13 {
		d := NewDecoder[alb.Record](readerAt{bytes.NewReader(file), n}, int64(len(file)))
		var rec alb.Record
		if err := d.Decode(&rec); n < int64(len(file))/2 && !errors.Is(err, errDisk) {
			t.Fatalf("%d bytes: %v", n, err)
		}
	}
}

// TestAllocations: neither a row that is written nor one that is read allocates
// by itself.
func TestAllocations(t *testing.T) {
	line := `2026-09-23T07:11:27.691358Z 192.0.2.10 64326 443 TLSv1.3 TLS_AES_128_GCM_SHA256 0.036 "CN=a,O=b" NotBefore=2023-09-21T22:43:21Z;NotAfter=2026-06-17T22:43:21Z FEF2 Success TID_%016x x25519 app/web/1 192.0.2.57`
	const rows = 20_000
	var records []alb.Record
	for i := range rows {
		rec, err := alb.ParseRecord(fmt.Sprintf(line, i))
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, rec.Canonical())
	}
	var b bytes.Buffer
	if n := testing.AllocsPerRun(1, func() {
		b.Reset()
		w := NewWriter[alb.Record](&b)
		for i := range records {
			if err := w.Write(&records[i]); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}); n > rows/5 {
		t.Errorf("writing allocates %.0f times for %d rows", n, rows)
	}
	if n := testing.AllocsPerRun(1, func() {
		d := NewDecoder[alb.Record](bytes.NewReader(b.Bytes()), int64(b.Len()))
		var rec alb.Record
		for i := range records {
			if err := d.Decode(&rec); err != nil || rec != records[i] {
				t.Fatal(err)
			}
		}
	}); n > rows/5 {
		t.Errorf("reading allocates %.0f times for %d rows", n, rows)
	}
}

// TestWriteLoop: the variable of a loop stays on the stack.
func TestWriteLoop(t *testing.T) {
	records := make([]tlslog.Event, 1000)
	w := NewWriter[tlslog.Event](io.Discard)
	p := NewPartitions[tlslog.Event](t.TempDir())
	for name, write := range map[string]func(){
		"Writer": func() {
			for _, e := range records {
				if err := w.Write(&e); err != nil {
					t.Fatal(err)
				}
			}
		},
		"Partitions": func() {
			for _, e := range records {
				if err := p.Write(&e); err != nil {
					t.Fatal(err)
				}
			}
		},
	} {
		write()
		if n := testing.AllocsPerRun(5, write); n > 100 {
			t.Errorf("%s: %.0f allocations for %d rows", name, n, len(records))
		}
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
}

func FuzzRoundTrip(f *testing.F) {
	f.Add("2026-09-23T07:11:27.691358Z 192.0.2.10 64326 443 TLSv1.3 TLS_AES_128_GCM_SHA256 0.036 \"CN=a\" - FEF2 Success TID x25519 app/a/1 192.0.2.57 new columns\n")
	f.Add("2026-09-23T07:11:27.691358Z fe80::1%eth0 - 443 - - - \"-\" - - -\n")
	f.Add(`{"eventTimestamp":"1790147487691","connectionId":"c1","connectionStatus":"Success","clientIp":"192.0.2.10","new":{"a":[1]}}`)
	f.Add(`{"firewall_name":"f","event_timestamp":1790147487,"event":{"timestamp":"2026-09-23T07:11:27.691358Z","src_ip":"192.0.2.10","sni":"-","tls_error":{"error_message":""},"revocation_check":{}}}`)
	f.Add(`{"firewall_name":"f","event_timestamp":"1790147487","event":{"timestamp":"2026-09-23T07:11:27.691358+0000","event_type":"alert","tx_id":0,"flow_id":9223372036854775808,"tls":{"sni":"a","ja3":{"hash":"x"}}}}`)
	f.Add(`{"eventVersion":"1.11","userIdentity":{"type":"Root","sessionContext":{"attributes":{"mfaAuthenticated":"true"},"webIdFederationData":{}}},"eventTime":"2026-09-23T07:11:27Z","eventID":"e","requestParameters":null,"readOnly":false,"tlsDetails":{}}`)
	f.Fuzz(func(t *testing.T, log string) {
		fuzzRoundTrip(t, alb.NewDecoder(strings.NewReader(log)), alb.Record.Canonical)
		fuzzRoundTrip(t, cloudfront.NewDecoder(strings.NewReader(log)), cloudfront.Record.Canonical)
		fuzzRoundTrip(t, networkfirewall.NewDecoder(strings.NewReader(log)), networkfirewall.Record.Canonical)
		fuzzRoundTrip(t, networkfirewall.NewAlertDecoder(strings.NewReader(log)), networkfirewall.AlertRecord.Canonical)
		fuzzRoundTrip(t, cloudtrail.NewDecoder(strings.NewReader(log)), cloudtrail.Record.Canonical)
	})
}

// fuzzRoundTrip writes what a log has, as records and as events, and reads it
// back.
func fuzzRoundTrip[R interface {
	Record
	tlslog.Eventer
}](t *testing.T, d tlslog.Decoder[R], canonical func(R) R) {
	var records []R
	var events []tlslog.Event
	var b, eb bytes.Buffer
	w, ew := NewWriter[R](&b), NewWriter[tlslog.Event](&eb)
	for rec := range tlslog.All(d) {
		if w.Write(&rec) == nil {
			records = append(records, canonical(rec))
		}
		if e, ok := rec.Event(); ok && ew.Write(&e) == nil {
			events = append(events, e)
		}
		if len(records) == 10 {
			break
		}
	}
	if len(records) == 0 && len(events) == 0 {
		return
	}
	if w.Close() != nil || ew.Close() != nil {
		t.Fatal("Close")
	}
	for i, got := range read[R](t, b.Bytes()) {
		if any(got) != any(records[i]) {
			t.Fatalf("%+v, want %+v", got, records[i])
		}
	}
	for i, got := range read[tlslog.Event](t, eb.Bytes()) {
		if got != events[i] {
			t.Fatalf("%+v, want %+v", got, events[i])
		}
	}
}
