package reliability

import (
	"bytes"
	"compress/gzip"
	"errors"
	"flag"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/awstls/awstls/internal/envelope/envelopetest"
	"github.com/awstls/awstls/tlslog"
)

var (
	truthEvents = flag.Int("truth.events", 100_000/thin, "how many random records TestTruth makes")
	truthSeed   = flag.Uint64("truth.seed", 1, "what they are made from")
)

// TestTruth makes random records of each kind and writes them in each format
// that there is, and in each of the envelopes that the format can come in. What
// is read back is exactly what was written: no record is lost, changed, added
// or in another place.
func TestTruth(t *testing.T) {
	kinds := []struct {
		name string
		run  func(t *testing.T, g *generator, records int) tally
	}{
		{"alb", albKind.run},
		{"cloudfront", cloudfrontKind.run},
		{"networkfirewall", firewallKind.run},
		{"networkfirewall alerts", alertKind.run},
		{"cloudtrail", trailKind.run},
		{"cloudtrail lake", lakeKind.run},
		{"events", eventKind.run},
		{"front door", frontDoorKind.run},
	}
	tallies := make([]tally, len(kinds))
	t.Run("kinds", func(t *testing.T) {
		for i, k := range kinds {
			t.Run(k.name, func(t *testing.T) {
				t.Parallel()
				n := *truthEvents / len(kinds)
				if i == 0 {
					n += *truthEvents % len(kinds)
				}
				tallies[i] = k.run(t, newGenerator(*truthSeed), n)
			})
		}
	})
	var sum tally
	for i, k := range kinds {
		t.Logf("%-24s %v", k.name, tallies[i])
		sum.add(tallies[i])
	}
	t.Logf("%-24s %v", "all", sum)
	if sum.made != *truthEvents || sum.back+sum.refused != sum.written {
		t.Errorf("%d records were to be made", *truthEvents)
	}
}

// A kind of record R.
type kind[R comparable] struct {
	unit      time.Duration        // of times
	repair    func(*generator, *R) // makes a random record one that a log can hold
	canonical func(R) R            // nil if there is only one form
	formats   []format[R]
	trail     bool                // comes in envelopes for events of CloudTrail, too
	check     func(*testing.T, R) // what else holds for each record
	random    func(*generator) R  // in place of a record with random fields
}

// A format of a kind.
type format[R comparable] struct {
	name  string
	write func(t *testing.T, g *generator, records []made[R]) written[R]
}

// What a format makes of some records.
type written[R comparable] struct {
	messages  []string // each a log of its own
	separator string   // between them, where they are one log
	lines     bool     // each message is a line
	want      []R
	refused   int // records that the format cannot hold, of which it said so
	open      func(io.Reader) tlslog.Decoder[R]
	whole     bool // the log is its one message: no envelope holds it
}

// run writes and reads so many records.
func (k *kind[R]) run(t *testing.T, g *generator, records int) (sum tally) {
	for round := 0; sum.made < records && !t.Failed(); round++ {
		batch := make([]made[R], min(records-sum.made, 1+g.IntN(1<<g.IntN(13))))
		for i := range batch {
			if k.random != nil {
				batch[i] = made[R]{record: k.random(g)}
			} else {
				batch[i] = record(g, k.unit, k.repair)
			}
			if k.check != nil {
				k.check(t, batch[i].record)
			}
		}
		sum.made += len(batch)
		for i, f := range k.formats {
			w := f.write(t, g, batch)
			sum.written += len(w.want) + w.refused
			sum.refused += w.refused
			if len(w.want) > 0 {
				sum.back += k.read(t, g, f.name, w, round+i)
			}
		}
	}
	return sum
}

// read reads what was written, and returns how many records that is. In every
// so many turns it does so from every envelope, compressed in every way, and in
// pieces of every kind.
func (k *kind[R]) read(t *testing.T, g *generator, name string, w written[R], turn int) int {
	var fit []wrapping
	for _, e := range wrappings {
		if !w.whole && (w.lines || !e.lines) && (k.trail || !e.trail) {
			fit = append(fit, e)
		}
	}
	log, around := strings.Join(w.messages, w.separator), wrapping{name: "none"}
	if turn%2 == 1 && len(fit) > 0 {
		around = fit[turn/2%len(fit)]
		log = around.wrap(w.messages)
	}
	press := compressions[0]
	if !w.whole {
		press = compressions[g.IntN(len(compressions))]
		log = press.wrap(g, log)
	}
	pieces := arrivals[g.IntN(len(arrivals))]
	d := w.open(pieces.reader(g, log))
	name += ", in " + around.name + ", " + press.name + ", " + pieces.name
	var rec R
	for i, want := range w.want {
		err := d.Decode(&rec)
		got := rec
		if k.canonical != nil {
			got = k.canonical(rec)
		}
		if err != nil || got != want {
			text := log
			if len(w.messages) == len(w.want) {
				text = w.messages[i]
			}
			t.Fatalf("%s: record %d of %d: %v%s\nwritten as %.2000q", name, i+1, len(w.want), err, differences(reflect.ValueOf(got), reflect.ValueOf(want), ""), text)
		}
		if d, ok := d.(interface{ Origin() tlslog.Origin }); ok && d.Origin().Envelope != around.inner {
			t.Fatalf("%s: record %d comes from %v", name, i+1, d.Origin())
		}
	}
	for range 2 {
		if err := d.Decode(&rec); err != io.EOF {
			t.Fatalf("%s: %v behind %d records: %+v\nin the log %.2000q", name, err, len(w.want), rec, log)
		}
	}
	return len(w.want)
}

// A tally counts records.
type tally struct {
	made    int // random ones
	written int // how often they were, each in each format
	refused int // of these, with an error: the format has no way to hold them
	back    int // of these, read back as they were
}

func (s *tally) add(o tally) {
	s.made += o.made
	s.written += o.written
	s.refused += o.refused
	s.back += o.back
}

// differences lists the fields in which two values differ.
func differences(got, want reflect.Value, path string) string {
	if got.Equal(want) {
		return ""
	}
	if got.Kind() != reflect.Struct || got.NumField() == 0 || !got.Type().Field(0).IsExported() {
		return "\n\t" + path + fmt.Sprintf(" is %+v, not %+v", got, want)
	}
	var b strings.Builder
	for i := range got.NumField() {
		b.WriteString(differences(got.Field(i), want.Field(i), path+"."+got.Type().Field(i).Name))
	}
	return b.String()
}

// A wrapping puts messages into an envelope.
type wrapping struct {
	name  string
	wrap  func(messages []string) string
	inner tlslog.Envelope // the one next to the message
	lines bool            // each message is to be a line
	trail bool            // the messages are to be events of CloudTrail
}

var wrappings = []wrapping{
	{"a subscription", func(m []string) string { return envelopetest.Subscription(m...) }, tlslog.EnvelopeCloudWatchLogs, false, false},
	{"subscriptions", func(m []string) string {
		return envelopetest.Control + envelopetest.Subscription(m[:len(m)/2]...) + envelopetest.Control + envelopetest.Subscription(m[len(m)/2:]...)
	}, tlslog.EnvelopeCloudWatchLogs, false, false},
	{"a Lambda event", func(m []string) string {
		return envelopetest.Lambda(envelopetest.Gzip(envelopetest.Subscription(m...)))
	}, tlslog.EnvelopeCloudWatchLogs, false, false},
	{"a Kinesis event", func(m []string) string { return envelopetest.Kinesis(m...) }, tlslog.EnvelopeKinesis, false, false},
	{"subscriptions in a Kinesis event", func(m []string) string {
		return envelopetest.Kinesis(envelopetest.Gzip(envelopetest.Subscription(m[:len(m)/3]...)), envelopetest.Control, envelopetest.Subscription(m[len(m)/3:]...))
	}, tlslog.EnvelopeCloudWatchLogs, false, false},
	{"a Firehose event", func(m []string) string { return envelopetest.Firehose(m...) }, tlslog.EnvelopeFirehose, false, false},
	{"subscriptions in a Firehose event", func(m []string) string {
		return envelopetest.Firehose(envelopetest.Gzip(envelopetest.Gzip(envelopetest.Subscription(m[:len(m)/2]...)) + envelopetest.Gzip(envelopetest.Subscription(m[len(m)/2:]...))))
	}, tlslog.EnvelopeCloudWatchLogs, false, false},
	{"an export", func(m []string) string { return envelopetest.Export(m...) }, tlslog.EnvelopeCloudWatchLogsExport, true, false},
	{"EventBridge", func(m []string) string { return each(m, envelopetest.EventBridge) }, tlslog.EnvelopeEventBridge, true, true},
	{"EventBridge in Records", func(m []string) string {
		var all []string
		for _, m := range m {
			all = append(all, envelopetest.EventBridge(m))
		}
		return envelopetest.Records(all...)
	}, tlslog.EnvelopeEventBridge, true, true},
	{"EventBridge in a subscription in a Kinesis event", func(m []string) string {
		return envelopetest.Kinesis(envelopetest.Gzip(envelopetest.Subscription(each(m, envelopetest.EventBridge))))
	}, tlslog.EnvelopeEventBridge, true, true},
	{"LookupEvents", func(m []string) string { return envelopetest.LookupEvents(m...) }, tlslog.EnvelopeLookupEvents, true, true},
}

func each(messages []string, wrap func(string) string) string {
	var b strings.Builder
	for _, m := range messages {
		b.WriteString(wrap(m) + "\n")
	}
	return b.String()
}

// compressions are ways to compress a log.
var compressions = []struct {
	name string
	wrap func(g *generator, log string) string
}{
	{"plain", func(_ *generator, log string) string { return log }},
	{"plain", func(_ *generator, log string) string { return log }},
	{"plain", func(_ *generator, log string) string { return log }},
	{"gzip", zip},
	{"gzip in gzip", func(g *generator, log string) string { return zip(g, zip(g, log)) }},
	{"gzip of members", func(g *generator, log string) string {
		n := g.IntN(len(log) + 1)
		return zip(g, log[:n]) + zip(g, "") + zip(g, log[n:])
	}},
}

func zip(g *generator, log string) string {
	var b bytes.Buffer
	level := pick(g, gzip.BestSpeed, gzip.BestSpeed, gzip.BestSpeed, gzip.NoCompression, gzip.HuffmanOnly, gzip.DefaultCompression)
	w := g.writers[level-gzip.HuffmanOnly]
	if w == nil {
		w, _ = gzip.NewWriterLevel(nil, level)
		g.writers[level-gzip.HuffmanOnly] = w
	}
	w.Reset(&b)
	_, _ = io.WriteString(w, log)
	_ = w.Close()
	return b.String()
}

// arrivals are ways in which a log arrives.
var arrivals = []struct {
	name   string
	reader func(g *generator, log string) io.Reader
}{
	{"at once", func(_ *generator, log string) io.Reader { return strings.NewReader(log) }},
	{"with its end", func(_ *generator, log string) io.Reader { return iotest.DataErrReader(strings.NewReader(log)) }},
	{"in pieces", func(g *generator, log string) io.Reader { return &pieces{g, strings.NewReader(log), 1 << g.IntN(16)} }},
}

// pieces returns pieces of random length.
type pieces struct {
	g    *generator
	r    io.Reader
	most int
}

func (p *pieces) Read(b []byte) (int, error) { return p.r.Read(b[:min(len(b), 1+p.g.IntN(p.most))]) }

// plainly writes records one by one, each a message, with add. Those that add
// refuses are left out; it may refuse only those of which may says so.
func plainly[R comparable](
	t *testing.T, records []made[R], add func([]byte, R) ([]byte, error), refusal error, may func(made[R]) bool, open func(io.Reader) tlslog.Decoder[R],
) written[R] {
	w := written[R]{separator: "\n", lines: true, open: open}
	for _, m := range records {
		b, err := add(nil, m.record)
		switch {
		case err == nil:
			w.messages = append(w.messages, string(b))
			w.want = append(w.want, m.record)
		case !errors.Is(err, refusal) || !may(m):
			t.Fatalf("refused: %v: %+v", err, m.record)
		default:
			w.refused++
		}
	}
	return w
}

// never is what a format that holds every record refuses.
func never[R any](made[R]) bool { return false }

// infallible makes an encoder without errors one with them.
func infallible[R any](add func(R, []byte) []byte) func([]byte, R) ([]byte, error) {
	return func(b []byte, r R) ([]byte, error) { return add(r, b), nil }
}

// headed puts runs of rows under a header each.
func headed[R comparable](g *generator, w written[R], header string) written[R] {
	var logs []string
	for rows := w.messages; len(rows) > 0; {
		n := 1 + g.IntN(len(rows))
		logs = append(logs, header+strings.Join(rows[:n], "\n")+"\n")
		rows = rows[n:]
	}
	w.messages, w.separator, w.lines = logs, "", false
	return w
}

// inArray makes one JSON array of the messages, over several lines or not.
func inArray[R comparable](g *generator, w written[R], before, after string) written[R] {
	w.messages = []string{before + strings.Join(w.messages, pick(g, ",", " ,\n", "\r\n\t,")) + after}
	w.lines = false
	return w
}

// A list is a decoder of what was decoded before.
type list[R any] struct {
	records []R
	err     error // in place of io.EOF
}

func (l *list[R]) Decode(rec *R) error {
	if len(l.records) == 0 {
		if l.err != nil {
			return l.err
		}
		return io.EOF
	}
	*rec, l.records = l.records[0], l.records[1:]
	return nil
}
