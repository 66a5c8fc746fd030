package reliability

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/awstls/awstls"
	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/cloudfront"
	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/internal/envelope/envelopetest"
	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
)

// A target is a decoder with a log of sound records that it reads.
type target struct {
	name    string
	header  string
	records []string // with what separates them, or ends them
	footer  string
	json    bool
	open    func(r io.Reader, limit int) func() (any, error) // limit is the MaxRecordBytes
}

func (x *target) log() string { return x.header + strings.Join(x.records, "") + x.footer }

// opener opens a decoder with an option set, and forgets its type.
func opener[R any, D tlslog.Decoder[R]](newDecoder func(io.Reader) D, limit func(D, int)) func(io.Reader, int) func() (any, error) {
	return func(r io.Reader, n int) func() (any, error) {
		d := newDecoder(r)
		limit(d, n)
		return func() (any, error) {
			var rec R
			err := d.Decode(&rec)
			return rec, err
		}
	}
}

// targets returns all decoders, in all formats.
func targets() []*target {
	g := newGenerator(7)
	openALB := opener[alb.Record](alb.NewDecoder, func(d *alb.Decoder, n int) { d.MaxRecordBytes = n })
	openCloudFront := opener[cloudfront.Record](cloudfront.NewDecoder, func(d *cloudfront.Decoder, n int) { d.MaxRecordBytes = n })
	openTrail := opener[cloudtrail.Record](cloudtrail.NewDecoder, func(d *cloudtrail.Decoder, n int) { d.MaxRecordBytes = n })
	var albLines, albJSON, albRows, cloudfrontJSON, cloudfrontRows, firewall, alerts, both, trail, trailFile, lake, mixed []string
	for i := range 6 {
		a := sound(g, &albKind, func(r alb.Record) bool {
			return !r.Time.IsZero() && r.ClientIP.IsValid() && r.ClientPort != 0 && r.ListenerPort != 0 && r.TLSProtocol.Version() != 0
		})
		c := sound(g, &cloudfrontKind, func(r cloudfront.Record) bool {
			return !r.EventTimestamp.IsZero() && r.Timestamp == "" && r.ConnectionStatus.Result() != tlslog.ResultUnknown && (r.TLSProtocol == "" || r.TLSProtocol.Version() != 0)
		})
		f := sound(g, &firewallKind, func(networkfirewall.Record) bool { return true })
		w := sound(g, &alertKind, func(networkfirewall.AlertRecord) bool { return true })
		e := sound(g, &trailKind, func(r cloudtrail.Record) bool { _, ok := r.Event(); return ok && len(r.String()) < 3000 })
		row, _ := a.AppendW3C(nil)
		albRows = append(albRows, string(row)+"\n")
		object, _ := a.AppendJSON(nil)
		albJSON = append(albJSON, string(object)+"\n")
		albLines = append(albLines, a.String()+"\n")
		row, _ = c.AppendW3C(nil)
		cloudfrontRows = append(cloudfrontRows, string(row)+"\n")
		object, _ = c.AppendJSON(nil)
		cloudfrontJSON = append(cloudfrontJSON, string(object)+"\n")
		firewall = append(firewall, f.String()+"\n")
		alerts = append(alerts, w.String()+"\n")
		both = append(both, f.String()+"\n", w.String()+"\n")
		trail = append(trail, e.String()+"\n")
		comma := ","
		if i == 5 {
			comma = ""
		}
		trailFile = append(trailFile, e.String()+comma)
		lake = append(lake, fmt.Sprintf("arn:aws:iam::%012d:user/u,s3.amazonaws.com,\"a \"\"quoted\"\" agent\",%d\n", i, i))
		mixed = append(mixed, alerts[i], cloudfrontJSON[i], firewall[i], albLines[i], trail[i])
	}
	export := func(lines []string) []string {
		lines = slices.Clone(lines)
		for i := range lines {
			lines[i] = envelopetest.Time + " " + lines[i]
		}
		return lines
	}
	return []*target{
		{name: "alb, lines", records: albLines, open: openALB},
		{name: "alb, JSON", records: albJSON, json: true, open: openALB},
		{name: "alb, W3C", header: string(alb.AppendW3CHeader(nil)), records: albRows, open: openALB},
		{name: "cloudfront, JSON", records: cloudfrontJSON, json: true, open: openCloudFront},
		{name: "cloudfront, W3C", header: string(cloudfront.AppendW3CHeader(nil)), records: cloudfrontRows, open: openCloudFront},
		{name: "cloudfront, plain", records: cloudfrontRows, open: openCloudFront},
		{name: "networkfirewall", records: firewall, json: true, open: opener[networkfirewall.Record](networkfirewall.NewDecoder, func(d *networkfirewall.Decoder, n int) { d.MaxRecordBytes = n })},
		{name: "networkfirewall, alerts", records: alerts, json: true, open: opener[networkfirewall.AlertRecord](networkfirewall.NewAlertDecoder, func(d *networkfirewall.AlertDecoder, n int) { d.MaxRecordBytes = n })},
		{name: "networkfirewall, events", records: both, json: true, open: opener[tlslog.Event](networkfirewall.NewEventDecoder, func(d *networkfirewall.EventDecoder, n int) { d.MaxRecordBytes = n })},
		{name: "cloudtrail, lines", records: trail, json: true, open: openTrail},
		{name: "cloudtrail, log file", header: `{"Records":[`, records: trailFile, footer: "]}", json: true, open: openTrail},
		{name: "cloudtrail, in parallel", header: `{"Records":[`, records: trailFile, footer: "]}", json: true, open: opener[cloudtrail.Record](cloudtrail.NewParallelDecoder, func(d *cloudtrail.ParallelDecoder, n int) { d.MaxRecordBytes, d.Workers = n, 2 })},
		{name: "cloudtrail, Lake", header: "arn,eventSource,userAgent,numOutdatedTlsCalls\n", records: lake, open: opener[cloudtrail.LakeRow](cloudtrail.NewLakeDecoder, func(d *cloudtrail.LakeDecoder, n int) { d.MaxRecordBytes = n })},
		{name: "alb, exported", records: export(albLines), open: openALB},
		{name: "cloudfront, exported", records: export(cloudfrontJSON), open: openCloudFront},
		{name: "networkfirewall, exported", records: export(firewall), open: opener[networkfirewall.Record](networkfirewall.NewDecoder, func(d *networkfirewall.Decoder, n int) { d.MaxRecordBytes = n })},
		{name: "cloudtrail, exported", records: export(trail), open: openTrail},
		{name: "front door, exported", records: export(mixed), open: opener[tlslog.Event](awstls.NewDecoder, func(d *awstls.Decoder, n int) { d.MaxRecordBytes = n })},
		{name: "front door", records: mixed, open: opener[tlslog.Event](awstls.NewDecoder, func(d *awstls.Decoder, n int) { d.MaxRecordBytes = n })},
	}
}

// sound returns a record that every format can hold.
func sound[R comparable](g *generator, k *kind[R], fit func(R) bool) R {
	for {
		if m := record(g, k.unit, k.repair); !m.hostile && !m.fine && fit(m.record) {
			return m.record
		}
	}
}

// A reading is what a decoder makes of a log.
type reading struct {
	sound   []any // records read without an error
	damaged int   // ParseErrors
	final   error
}

// read reads a log to its end. It fails the test for a panic, for a decoder
// that does not end, and for a final error that does not stay.
func (x *target) read(t *testing.T, r io.Reader, limit int) (got reading) {
	t.Helper()
	defer func() {
		if p := recover(); p != nil {
			t.Fatalf("%s: panic: %v", x.name, p)
		}
	}()
	next := x.open(r, limit)
	for range 100_000_000 { // 50 MB can be 25 million damaged records
		rec, err := next()
		_, damaged := errors.AsType[*tlslog.ParseError](err)
		switch {
		case err == nil:
			got.sound = append(got.sound, rec)
		case damaged:
			got.damaged++
		default:
			got.final = err
			if _, again := next(); again != err {
				t.Fatalf("%s: after the final error %v: %v", x.name, err, again)
			}
			return got
		}
	}
	t.Fatalf("%s: it does not end", x.name)
	return got
}

// told reports whether a final error says that there was more.
func (g reading) told() bool { return g.final != io.EOF }

// startsWith reports whether the first n of the records are those of other.
func (g reading) startsWith(other reading, n int) bool {
	if len(g.sound) < n || len(other.sound) < n {
		return false
	}
	for i := range n {
		if g.sound[i] != other.sound[i] {
			return false
		}
	}
	return true
}

// endsWith reports whether the last n of the records are those of other.
func (g reading) endsWith(other reading, n int) bool {
	if len(g.sound) < n {
		return false
	}
	return reading{sound: g.sound[len(g.sound)-n:]}.startsWith(reading{sound: other.sound[len(other.sound)-n:]}, n)
}
