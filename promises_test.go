package awstls_test

import (
	"errors"
	"io"
	"net/netip"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/cloudfront"
	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
)

// These tests hold for all sources what the package documentation promises.

// A log is a decoder whose record is taken as an event, so that all decoders
// are of one type.
type log func() (tlslog.Event, error)

// logs make a decoder of each kind, each with a record that it reads without
// an error and the part of it that damage puts in place of a value.
var logs = map[string]struct {
	open   func(io.Reader) log
	record string
	old    string // a value in the record that is parsed
}{
	"alb": {
		opener(func(r io.Reader) tlslog.Decoder[alb.Record] { return alb.NewDecoder(r) }),
		`2026-09-23T07:11:27.691358Z 192.0.2.10 64326 443 TLSv1.3 TLS_AES_128_GCM_SHA256 0.036 "-" - - Success` + "\n", "192.0.2.10",
	},
	"cloudfront": {
		opener(func(r io.Reader) tlslog.Decoder[cloudfront.Record] { return cloudfront.NewDecoder(r) }),
		`{"eventTimestamp":"1790147487691","connectionId":"c1","connectionStatus":"Success","clientIp":"192.0.2.10"}` + "\n", "192.0.2.10",
	},
	"networkfirewall": {
		opener(func(r io.Reader) tlslog.Decoder[networkfirewall.Record] { return networkfirewall.NewDecoder(r) }),
		`{"firewall_name":"f","event_timestamp":1790147487,"event":{"timestamp":"2026-09-23T07:11:27.691358Z","src_ip":"192.0.2.10","sni":"-","tls_error":{"error_message":"x"}}}` + "\n", "192.0.2.10",
	},
	"networkfirewall alerts": {
		opener(func(r io.Reader) tlslog.Decoder[networkfirewall.AlertRecord] {
			return networkfirewall.NewAlertDecoder(r)
		}),
		`{"firewall_name":"f","event_timestamp":"1790147487","event":{"timestamp":"2026-09-23T07:11:27.691358+0000","event_type":"alert","src_ip":"192.0.2.10","tls":{"sni":"a"}}}` + "\n", "192.0.2.10",
	},
	"cloudtrail": {
		opener(func(r io.Reader) tlslog.Decoder[cloudtrail.Record] { return cloudtrail.NewDecoder(r) }),
		`{"eventVersion":"1.11","eventTime":"2026-09-23T07:11:27Z","eventSource":"kms.amazonaws.com","eventName":"Decrypt","eventID":"e1"}` + "\n", "2026-09-23T07:11:27Z",
	},
}

func opener[R tlslog.Eventer](decoder func(io.Reader) tlslog.Decoder[R]) func(io.Reader) log {
	return func(r io.Reader) log {
		d := decoder(r)
		return func() (tlslog.Event, error) {
			var rec R
			err := d.Decode(&rec)
			e, _ := rec.Event()
			return e, err
		}
	}
}

// TestConstructorsReadNothing: the first call of Decode reads, and reports.
func TestConstructorsReadNothing(t *testing.T) {
	for name, l := range logs {
		read := false
		broken := errors.New("broken")
		decode := l.open(readerFunc(func([]byte) (int, error) { read = true; return 0, broken }))
		if read {
			t.Errorf("%s: the constructor reads", name)
		}
		for range 2 {
			if _, err := decode(); !errors.Is(err, broken) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// TestBadThenGood: damage costs its record and no other, is told with its
// place, and is never quoted.
func TestBadThenGood(t *testing.T) {
	const secret = "s3cr3t"
	for name, l := range logs {
		bad := strings.Replace(l.record, l.old, secret, 1)
		decode := l.open(strings.NewReader(l.record + bad + l.record))
		want, err := decode()
		if err != nil || want == (tlslog.Event{}) {
			t.Fatalf("%s: %+v, %v", name, want, err)
		}
		damaged, err := decode()
		perr, ok := errors.AsType[*tlslog.ParseError](err)
		if !ok {
			t.Fatalf("%s: %v is no ParseError", name, err)
		}
		if at := int64(len(l.record) + strings.Index(bad, secret)); perr.Record != 2 || perr.Line != 2 || perr.Offset != at && perr.Offset != at-1 || perr.Field == "" {
			t.Errorf("%s: %v, want record 2, line 2, byte %d", name, perr, at)
		}
		if strings.Contains(err.Error(), secret) {
			t.Errorf("%s: the error quotes the log: %v", name, err)
		}
		if damaged.Source != want.Source {
			t.Errorf("%s: the rest of the record is lost: %+v", name, damaged)
		}
		if got, err := decode(); err != nil || got != want {
			t.Errorf("%s: afterwards %+v, %v", name, got, err)
		}
		for range 2 {
			if _, err := decode(); err != io.EOF {
				t.Errorf("%s: at the end %v", name, err)
			}
		}
	}
}

// TestTimesAreUTC: so that == compares them.
func TestTimesAreUTC(t *testing.T) {
	for name, l := range logs {
		e, err := l.open(strings.NewReader(l.record))()
		if err != nil || e.Time.Location() != time.UTC || e.Time != e.Time.UTC() || e.Time.Unix() != date("2026-09-23T07:11:27Z").Unix() {
			t.Errorf("%s: %v, %v", name, e.Time, err)
		}
	}
}

// TestRecordsAreValues: nothing that a record or event is made of refers to
// memory that can change, and all of it is comparable.
func TestRecordsAreValues(t *testing.T) {
	for _, typ := range []reflect.Type{
		reflect.TypeFor[tlslog.Event](), reflect.TypeFor[alb.Record](), reflect.TypeFor[cloudfront.Record](),
		reflect.TypeFor[networkfirewall.Record](), reflect.TypeFor[networkfirewall.AlertRecord](),
		reflect.TypeFor[cloudtrail.Record](), reflect.TypeFor[cloudtrail.LakeRow](),
	} {
		if !typ.Comparable() {
			t.Errorf("%v is not comparable", typ)
		}
		var check func(path string, typ reflect.Type)
		check = func(path string, typ reflect.Type) {
			switch typ {
			case reflect.TypeFor[time.Time](), reflect.TypeFor[netip.Addr]():
				return // values, whatever they are made of
			}
			switch typ.Kind() {
			case reflect.Struct:
				for field := range typ.Fields() {
					check(path+"."+field.Name, field.Type)
				}
			case reflect.Array:
				check(path, typ.Elem())
			case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Interface, reflect.Chan, reflect.Func, reflect.UnsafePointer:
				t.Errorf("%s is a %v", path, typ.Kind())
			}
		}
		check(typ.String(), typ)
	}
}
