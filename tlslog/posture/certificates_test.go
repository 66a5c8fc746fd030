package posture

import (
	"testing"
	"time"

	"github.com/awstls/awstls/tlslog"
)

func TestCertificates(t *testing.T) {
	const day = 24 * time.Hour
	var s Summary
	add := func(serial string, notAfter time.Time) {
		s.Add(tlslog.Event{
			Source: tlslog.SourceALB, Time: t0,
			Certificate: tlslog.Certificate{Serial: serial, Validity: tlslog.Validity{NotAfter: notAfter}},
		})
	}
	add("no end", time.Time{})
	add("later", t0.Add(30*day+time.Second))
	add("in 30 days", t0.Add(30*day))
	add("in 7 days and a second", t0.Add(7*day+time.Second))
	add("in 7 days", t0.Add(7*day))
	add("now", t0)
	add("a second ago", t0.Add(-time.Second))
	add("a second ago", t0.Add(-time.Second).In(time.FixedZone("", 3600))) // the same

	serials := func(rows []Row[Certificate]) (list []string) {
		for _, r := range rows {
			list = append(list, r.Key.Serial)
		}
		return list
	}
	want := []string{"a second ago", "now", "in 7 days", "in 7 days and a second", "in 30 days", "later", "no end"}
	if d := diff(want, serials(s.Certificates().Rows)); d != "" {
		t.Errorf("all (-want +got):\n%s", d)
	}
	expiring := s.ExpiringCertificates(7*day, t0)
	if d := diff(want[:2], serials(expiring.Rows)); d != "" {
		t.Errorf("in 7 days (-want +got):\n%s", d)
	}
	if expiring.Events != 8 || expiring.Rows[0].Events != 2 {
		t.Errorf("got %+v", expiring)
	}
	wantExpiry := Expiry{Expired: 1, Within: []ExpiryWithin{{7, 1}, {30, 2}}, Later: 2, Unknown: 1}
	if d := diff(wantExpiry, s.Expiry(t0.In(time.FixedZone("", -3600)), 7, 30)); d != "" {
		t.Errorf("expiry (-want +got):\n%s", d)
	}
}
