package reliability

import (
	"errors"
	"flag"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/awstls/awstls"
	"github.com/awstls/awstls/internal/envelope/envelopetest"
	"github.com/awstls/awstls/tlslog"
)

var mixtureLogs = flag.Int("mixture.logs", 3000/thin, "how many random logs TestMixture makes")

// TestMixture gives the front door logs of random lines: records of all sources,
// in envelopes or not, some of them damaged or cut off. The sound ones are all
// read, in their order, or a final error tells that the log could not be read
// on. Whether the log comes at once or byte by byte makes no difference.
func TestMixture(t *testing.T) {
	var lines []string
	for _, x := range targets() {
		switch x.name {
		case "alb, lines", "alb, JSON", "cloudfront, JSON", "networkfirewall", "networkfirewall, alerts", "cloudtrail, lines":
			lines = append(lines, x.records...)
		case "alb, W3C", "cloudfront, W3C":
			lines = append(lines, x.header+x.records[0])
		}
	}
	g := newGenerator(17)
	told, read := 0, 0
	for range *mixtureLogs {
		var log strings.Builder
		var want []tlslog.Event
		for range 2 + g.IntN(8) {
			message := pick(g, lines...)
			text := message
			if !strings.HasPrefix(message, "#") { // a header is several lines with its row
				message = strings.TrimSuffix(message, "\n")
				switch g.IntN(8) {
				case 0:
					text = envelopetest.Export(message)
				case 1:
					text = envelopetest.Subscription(message) + "\n"
				case 2:
					text = envelopetest.Kinesis(envelopetest.Gzip(envelopetest.Subscription(message))) + "\n"
				case 3:
					text = envelopetest.Firehose(message) + "\n"
				}
				if g.oneIn(3) {
					// A line more, or a header, can say something of the lines behind it.
					if d := damage(g, strings.TrimSuffix(text, "\n")); !strings.Contains(d, "\n") && !strings.Contains(d, "#") {
						log.WriteString(d + "\n")
						continue
					}
				}
			}
			log.WriteString(text)
			want = append(want, eventOf(t, message))
		}
		got, final := events(strings.NewReader(log.String()))
		again, finalAgain := events(iotest.OneByteReader(strings.NewReader(log.String())))
		if len(got) != len(again) || (final == io.EOF) != (finalAgain == io.EOF) {
			t.Fatalf("byte by byte %d events, %v; at once %d, %v: %q", len(again), finalAgain, len(got), final, log.String())
		}
		if final != io.EOF {
			told++
			continue
		}
		for _, e := range got {
			if len(want) > 0 && e == want[0] {
				want = want[1:]
				read++
			}
		}
		if len(want) > 0 {
			t.Fatalf("lost: %+v, in %q", want[0], log.String())
		}
	}
	t.Logf("%d logs, %d of them end in an error; %d sound records in the others", *mixtureLogs, told, read)
	if told > *mixtureLogs/4 {
		t.Error("too many end in an error to tell")
	}
}

// events returns the events that the front door reads, and the final error.
func events(r io.Reader) (all []tlslog.Event, final error) {
	d := awstls.NewDecoder(r)
	for {
		var e tlslog.Event
		err := d.Decode(&e)
		if _, damaged := errors.AsType[*tlslog.ParseError](err); damaged {
			continue
		} else if err != nil {
			return all, err
		}
		all = append(all, e)
	}
}

// eventOf returns the event of a sound record.
func eventOf(t *testing.T, text string) tlslog.Event {
	all, final := events(strings.NewReader(text))
	if len(all) != 1 || final != io.EOF {
		t.Fatalf("%d events, %v: %q", len(all), final, text)
	}
	return all[0]
}
