package networkfirewall

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/awstls/awstls/tlslog"
)

// mixedLog has records of every kind, and damage, in the order of their names.
const mixedLog = `{"firewall_name":"1","event_timestamp":1,"event":{"timestamp":"2026-09-23T07:11:27.691358Z","src_ip":"10.0.0.1","sni":"-","tls_error":{"error_message":"x"}}}
{"firewall_name":"2","event":{"timestamp":"2026-09-23T07:11:27.691358+0000","event_type":"alert","src_ip":"10.0.0.1","tls":{"sni":"a"}}}
{"firewall_name":"flow","event":{"event_type":"netflow"}}
{"firewall_name":"3","event":{"event_type":"alert","src_ip":"10.0.0.x","tls":{"sni":"a\u0062"}}}
{"firewall_name":"alert","event":{"event_type":"alert"}}
{"firewall_name":"4","event":{"event_type":"alert","tls":{"sni":"a"},"tls_error":{"error_message":"x"}}}
{"firewall_name":"?",}
{"firewall_name":"5","event":{"revocation_check":{"status":"REVOKED"},"src_ip":"10.0.0.x"}}
`

// outcome is what reading a record gave.
func outcome(e tlslog.Event, ok bool, err error) string { return fmt.Sprint(e, ok, err) }

// TestEventDecoder reads what the decoders of the two kinds read, in the order
// of the log.
func TestEventDecoder(t *testing.T) {
	var want []string
	for rec, err := range NewDecoder(strings.NewReader(mixedLog)).All() {
		e, ok := rec.Event()
		want = append(want, outcome(e, ok, err))
	}
	for rec, err := range NewAlertDecoder(strings.NewReader(mixedLog)).All() {
		if perr, ok := errors.AsType[*tlslog.ParseError](err); ok && perr.Field == "" {
			continue // both tell of it
		}
		e, ok := rec.Event()
		want = append(want, outcome(e, ok, err))
	}
	for name, r := range map[string]io.Reader{"whole": strings.NewReader(mixedLog), "byte by byte": iotest.OneByteReader(strings.NewReader(mixedLog))} {
		d := NewEventDecoder(r)
		var got, names []string
		for e, err := range d.All() {
			tls, isTLS := d.Record()
			alert, isAlert := d.AlertRecord()
			if perr, ok := errors.AsType[*tlslog.ParseError](err); ok && perr.Field == "" {
				if isTLS || isAlert || d.Raw() != "" {
					t.Errorf("%s: a record where there is none", name)
				}
				got = append(got, outcome(e, false, err))
				continue
			}
			if isTLS == isAlert {
				t.Fatalf("%s: a TLS record: %v, an alert: %v", name, isTLS, isAlert)
			}
			var want tlslog.Event
			if isTLS {
				names = append(names, tls.FirewallName)
				want, _ = tls.Event()
			} else {
				names = append(names, alert.FirewallName)
				want, _ = alert.Event()
			}
			if e != want || mixedLog[d.InputOffset()-int64(len(d.Raw())):d.InputOffset()] != d.Raw() {
				t.Errorf("%s: %v up to %d, want %v", name, e, d.InputOffset(), want)
			}
			got = append(got, outcome(e, true, err))
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: got\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		if !slices.Equal(names, []string{"1", "2", "3", "4", "5"}) {
			t.Errorf("%s: %q", name, names)
		}
		if n := d.Skipped(); n != (Skipped{Flow: 1, Alert: 1}) {
			t.Errorf("%s: %+v", name, n)
		}
	}
}

func TestEventDecoderReset(t *testing.T) {
	var d EventDecoder
	var e tlslog.Event
	if err := d.Decode(&e); err != io.EOF {
		t.Errorf("the zero EventDecoder: %v", err)
	}
	d.Reset(strings.NewReader(mixedLog))
	d.MaxRecordBytes = 10
	if err := d.Decode(&e); !errors.Is(err, tlslog.ErrTooLong) || e != (tlslog.Event{}) && e.Source != tlslog.SourceNetworkFirewall {
		t.Errorf("%v, %v", e, err)
	}
	d.Reset(strings.NewReader(""))
	if err := d.Decode(&e); err != io.EOF || d.Skipped() != (Skipped{}) || e != (tlslog.Event{}) {
		t.Errorf("%v, %v, %v", e, err, d.Skipped())
	}
}

func ExampleEventDecoder() {
	d := NewEventDecoder(strings.NewReader(mixedLog))
	for e, err := range d.All() {
		if _, isAlert := d.AlertRecord(); err == nil {
			fmt.Println(e.Resource, isAlert)
		}
	}
	fmt.Println("flows:", d.Skipped().Flow)
	// Output:
	// 1 false
	// 2 true
	// 4 false
	// flows: 1
}
