package tlslog_test

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/awstls/awstls/tlslog"
	"github.com/google/go-cmp/cmp"
)

// fullEvent has every field set.
var fullEvent = tlslog.Event{
	Source:            tlslog.SourceALB,
	Time:              time.Date(2026, 9, 23, 7, 11, 27, 691358000, time.UTC),
	ID:                "TID_1",
	Account:           "111122223333",
	Region:            "eu-central-1",
	Resource:          "app/web/0123456789abcdef",
	ClientIP:          netip.MustParseAddr("2001:db8::1"),
	ClientPort:        50000,
	ClientHost:        "AWS Internal",
	ServerIP:          netip.MustParseAddr("192.0.2.7"),
	ServerPort:        443,
	ServerName:        "example.com",
	Evidence:          tlslog.EvidenceLogged,
	Version:           tlslog.VersionTLS13,
	CipherSuite:       0x1301,
	CipherName:        "TLS_AES_128_GCM_SHA256",
	KeyExchange:       "X25519MLKEM768",
	HandshakeDuration: tlslog.Some(36 * time.Millisecond),
	Result:            tlslog.ResultFailure,
	Reason:            tlslog.ReasonCertificateExpired,
	Code:              "ClientCertExpired",
	Action:            "DROP",
	Message:           "free text",
	Certificate: tlslog.Certificate{
		Holder:  tlslog.HolderClient,
		Subject: "CN=a", Issuer: "CN=b", Serial: "01", Fingerprint: "ab",
		Validity: tlslog.Validity{
			NotBefore: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
			NotAfter:  time.Date(2125, 1, 1, 0, 0, 0, 0, time.UTC),
		},
	},
	Service:          "s3.amazonaws.com",
	Operation:        "GetObject",
	Principal:        "arn:aws:iam::111122223333:user/a",
	PrincipalAccount: "444455556666",
	UserAgent:        "agent/1.0",
}

// TestFullEvent keeps fullEvent what its name says when a field is added.
func TestFullEvent(t *testing.T) {
	v := reflect.ValueOf(fullEvent)
	for i := range v.NumField() {
		if v.Field(i).IsZero() {
			t.Errorf("%s is not set", v.Type().Field(i).Name)
		}
	}
}

func TestEventJSON(t *testing.T) {
	for _, e := range []tlslog.Event{fullEvent, {}, {HandshakeDuration: tlslog.Some(time.Duration(0))}} {
		text, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		var got tlslog.Event
		if err := json.Unmarshal(text, &got); err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		if got != e {
			t.Errorf("came back different (-was +got):\n%s", cmp.Diff(fmt.Sprintf("%+v", e), fmt.Sprintf("%+v", got)))
		}
	}
}

func TestEventClone(t *testing.T) {
	if fullEvent.Clone() != fullEvent {
		t.Error("a clone differs from its original")
	}
	// Every string of the clone must have bytes of its own.
	texts := func(e *tlslog.Event) map[string]string {
		m := make(map[string]string)
		var walk func(path string, v reflect.Value)
		walk = func(path string, v reflect.Value) {
			switch v.Kind() {
			case reflect.String:
				m[path] = v.String()
			case reflect.Struct:
				for i := range v.NumField() {
					walk(path+"."+v.Type().Field(i).Name, v.Field(i))
				}
			}
		}
		walk("", reflect.ValueOf(*e))
		return m
	}
	clone := fullEvent.Clone()
	was, is := texts(&fullEvent), texts(&clone)
	for path, s := range was {
		if sameBytes(s, is[path]) {
			t.Errorf("%s shares its bytes with the original", path)
		}
	}
}

func TestEventIsEventer(t *testing.T) {
	if e, ok := fullEvent.Event(); e != fullEvent || !ok {
		t.Error("an event is not its own event")
	}
	if _, ok := (tlslog.Event{}).Event(); ok {
		t.Error("the zero Event is an event")
	}
}

func TestEventAllocs(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() {
		e := fullEvent
		if e != fullEvent {
			t.Error("a copy differs")
		}
	}); n > 0 {
		t.Errorf("%v allocations for a copy and a comparison", n)
	}
}

func ExampleEvent() {
	e := tlslog.Event{
		Source:     tlslog.SourceALB,
		Time:       time.Date(2026, 9, 23, 7, 11, 27, 0, time.UTC),
		ClientIP:   netip.MustParseAddr("192.0.2.1"),
		Evidence:   tlslog.EvidenceLogged,
		Version:    tlslog.VersionTLS13,
		CipherName: "TLS_AES_128_GCM_SHA256",
	}
	text, _ := json.MarshalIndent(e, "", "  ")
	fmt.Println(string(text))
	// Output:
	// {
	//   "source": "alb",
	//   "time": "2026-09-23T07:11:27Z",
	//   "client_ip": "192.0.2.1",
	//   "evidence": "logged",
	//   "version": "TLS 1.3",
	//   "cipher_name": "TLS_AES_128_GCM_SHA256"
	// }
}

// A program that keeps a few of many events copies them, lest they keep the
// blocks of the log that they were read from.
func ExampleEvent_Clone() {
	log := strings.Repeat("192.0.2.1 ", 1000) + "CN=client"
	e := tlslog.Event{Certificate: tlslog.Certificate{Subject: log[len(log)-9:]}}
	kept := e.Clone() // has nine bytes of its own
	fmt.Println(kept == e, kept.Certificate.Clone() == e.Certificate)
	// Output: true true
}

// Events can stand where records are asked for.
func ExampleEvent_Event() {
	_, ok := tlslog.Event{}.Event()
	fmt.Println(ok)
	_, ok = tlslog.Event{Source: tlslog.SourceALB, Version: tlslog.VersionTLS13}.Event()
	fmt.Println(ok)
	// Output:
	// false
	// true
}
