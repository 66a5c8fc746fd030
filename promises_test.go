package awstls_test

import (
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

// These tests hold for all sources what the package documentation promises,
// beyond what TestConformance does.

// TestTimesAreUTC: so that == compares them.
func TestTimesAreUTC(t *testing.T) {
	for name, l := range map[string]struct {
		event  func(text string) (tlslog.Event, error)
		record string
	}{
		"alb":                    {eventBy(alb.ParseRecord), classicLine},
		"cloudfront":             {eventBy(cloudfront.ParseRecord), cloudfrontJSON},
		"networkfirewall":        {eventBy(networkfirewall.ParseRecord), firewallTLS},
		"networkfirewall alerts": {eventBy(networkfirewall.ParseAlertRecord), firewallAlert},
		"cloudtrail":             {eventBy(cloudtrail.ParseRecord), trailEvent},
	} {
		e, err := l.event(strings.TrimSuffix(l.record, "\n"))
		if err != nil || e.Time.Location() != time.UTC || e.Time != e.Time.UTC() || e.Time.Unix() != date("2026-09-23T07:11:27Z").Unix() {
			t.Errorf("%s: %v, %v", name, e.Time, err)
		}
	}
}

// eventBy returns a function that returns the event of a record.
func eventBy[R tlslog.Eventer](parse func(string) (R, error)) func(string) (tlslog.Event, error) {
	return func(text string) (tlslog.Event, error) {
		rec, err := parse(text)
		e, _ := rec.Event()
		return e, err
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
