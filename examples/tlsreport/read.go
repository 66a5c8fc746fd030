package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"iter"

	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/cloudfront"
	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/examples/internal/logs"
	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/posture"
)

// A result is what one input gave.
type result struct {
	name    string
	span    logs.Span // the events to be counted
	source  tlslog.Source
	summary *posture.Summary
	records int64 // damaged ones included
	damaged int64
	passed  map[string]int64 // what was passed over because it says nothing of TLS
	empty   bool             // there is nothing in it
	err     error            // why the input was not read to its end
}

// readAll reads the inputs, several at a time, and calls done with the result
// of each, in the order of the inputs. It holds few results at a time, however
// many inputs there are. It stops early when ctx ends.
func readAll(ctx context.Context, inputs []logs.Input, opts *options, done func(*result)) {
	results := make([]chan *result, len(inputs))
	for i := range results {
		results[i] = make(chan *result, 1)
	}
	// A slot is free again when the result has been taken, so that a fast
	// worker cannot run far ahead of a slow one.
	slots := make(chan struct{}, 2*opts.workers)
	running := make(chan struct{}, opts.workers)
	go func() {
		for i, in := range inputs {
			slots <- struct{}{}
			go func() {
				running <- struct{}{}
				results[i] <- read(ctx, in, opts.span)
				<-running
			}()
		}
	}()
	for i := range inputs {
		done(<-results[i])
		<-slots
	}
}

// read reads one input to its end.
func read(ctx context.Context, in logs.Input, span logs.Span) *result {
	res := &result{name: in.Name, span: span, summary: new(posture.Summary)}
	if res.err = ctx.Err(); res.err != nil {
		return res
	}
	r, err := in.Open()
	if err != nil {
		res.err = err
		return res
	}
	defer r.Close()
	buffered := bufio.NewReaderSize(r, logs.HeadBytes)
	head, err := buffered.Peek(logs.HeadBytes)
	if err != nil && err != io.EOF {
		res.err = err
		return res
	}
	res.source = logs.Detect(head)
	log := &interruptible{ctx, buffered}
	switch res.source {
	case tlslog.SourceALB:
		count(res, alb.NewDecoder(log).All())
	case tlslog.SourceCloudFront:
		count(res, cloudfront.NewDecoder(log).All())
	case tlslog.SourceNetworkFirewall:
		readFirewall(res, log)
	case tlslog.SourceCloudTrail:
		d := cloudtrail.NewDecoder(log)
		d.EventOnly = true
		count(res, d.All())
		n := d.Skipped()
		res.passed = map[string]int64{
			"digest files": n.DigestFiles, "signatures of query results": n.LakeSignatures,
			"notifications":    n.LogFileNotifications + n.S3Notifications + n.S3TestEvents + n.ValidationMessages,
			"control messages": n.ControlMessages,
		}
	default:
		// Any decoder can tell an empty file from a zip archive.
		switch err := alb.NewDecoder(log).Decode(new(alb.Record)); {
		case errors.Is(err, tlslog.ErrUnsupported):
			res.err = err
		case err == io.EOF:
			res.empty = true
		default:
			res.err = logs.ErrUnknown
		}
	}
	return res
}

// readFirewall reads a log of Network Firewall twice at once: for its TLS
// records and for the alerts that say something of TLS.
func readFirewall(res *result, log io.Reader) {
	pr, pw := io.Pipe()
	alerts := &result{name: res.name, span: res.span, summary: new(posture.Summary)}
	alertDecoder := networkfirewall.NewAlertDecoder(pr)
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		count(alerts, logs.FieldDamage(alertDecoder.All()))
		_, _ = io.Copy(io.Discard, pr) // so that the other can go on
	}()
	d := networkfirewall.NewDecoder(io.TeeReader(log, pw))
	count(res, d.All())
	pw.Close()
	<-finished
	res.records += alerts.records
	res.damaged += alerts.damaged
	res.summary.Merge(alerts.summary)
	n := alertDecoder.Skipped()
	res.passed = map[string]int64{
		"alerts that say nothing of TLS": n.Alert, "flow records": n.Flow, "other Suricata records": n.EVE,
		"proxy records": n.Proxy, "unknown objects": n.Unknown,
	}
}

// count adds the events of records to the result.
func count[R tlslog.Eventer](res *result, records iter.Seq2[R, error]) {
	for rec, err := range records {
		if _, damaged := errors.AsType[*tlslog.ParseError](err); err != nil && !damaged {
			res.err = err
			return
		}
		res.records++
		if err != nil {
			res.damaged++
			res.summary.AddError(res.name, err)
		}
		if e, ok := rec.Event(); ok && res.span.Contains(e.Time) {
			res.summary.Add(e)
		}
	}
}

// interruptible is a reader that ends with its context.
type interruptible struct {
	ctx context.Context
	r   io.Reader
}

func (i *interruptible) Read(p []byte) (int, error) {
	if err := i.ctx.Err(); err != nil {
		return 0, err
	}
	return i.r.Read(p)
}
