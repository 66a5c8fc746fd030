package main

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/posture"
)

// A report is what the inputs together gave. Use newReport to make one.
type report struct {
	options
	summary *posture.Summary
	sample  bool // the sample logs were read
	partial bool // the program was interrupted

	inputs     int
	unfinished int    // inputs that were not read to their end because of that
	last       string // the name of the last input before those that was read
	counts     map[tlslog.Source]*inputCount
	passed     map[string]int64
	unread     []unread

	all   []posture.Source           // what mixes returns
	certs posture.Table[certificate] // what certificates returns
}

func newReport(opts options) *report {
	return &report{
		options: opts,
		summary: new(posture.Summary),
		counts:  make(map[tlslog.Source]*inputCount),
		passed:  make(map[string]int64),
	}
}

// An inputCount counts the inputs of one source.
type inputCount struct {
	inputs           int
	records, damaged int64
}

// otherSources is what the inputs are called that -source leaves out.
const otherSources = "inputs of other sources"

// unread is an input that was not read to its end.
type unread struct {
	name string
	err  error
}

// add adds the results of a batch.
func (r *report) add(b *batch) {
	for _, res := range b.results {
		r.addResult(res)
	}
	r.summary.Merge(b.summary)
}

// addResult adds what is known of an input, but for its events.
func (r *report) addResult(res *result) {
	r.inputs++
	switch {
	case errors.Is(res.err, context.Canceled):
		r.unfinished++
	case res.err != nil:
		r.unread = append(r.unread, unread{res.name, res.err})
	case r.unfinished == 0:
		r.last = res.name
	}
	switch {
	case res.other != "":
		r.passed["inputs that their names call "+res.other]++
		return
	case res.empty:
		r.passed["empty inputs"]++
		return
	case res.others:
		r.passed[otherSources]++
		return
	case res.source == tlslog.SourceUnknown && errors.Is(res.err, context.Canceled):
		return // nobody has looked at it
	}
	n := r.counts[res.source]
	if n == nil {
		n = new(inputCount)
		r.counts[res.source] = n
	}
	n.inputs++
	n.records += res.records
	n.damaged += res.damaged
	for what, n := range res.passed {
		r.passed[what] += n
	}
}

// sources returns the sources of inputs, those that were not recognised last.
func (r *report) sources() []tlslog.Source {
	list := slices.Sorted(maps.Keys(r.counts))
	if len(list) > 0 && list[0] == tlslog.SourceUnknown {
		list = append(list[1:], list[0])
	}
	return list
}

// asOf is the time as of which certificates are valid or have expired: that of
// the newest event, so that the same logs give the same report on any day.
func (r *report) asOf() time.Time { return r.summary.Total().Last }

// mixes returns what each source says of protocols, cipher suites and key
// exchanges. It is for when all inputs have been added.
func (r *report) mixes() []posture.Source {
	if r.all == nil {
		r.all = r.summary.Sources()
	}
	return r.all
}

// naming returns the sources whose logs name key exchanges. Those of CloudFront
// and some of older load balancers do not, which says nothing of what was used.
func (r *report) naming() []tlslog.Source {
	var sources []tlslog.Source
	for _, s := range r.mixes() {
		if slices.ContainsFunc(s.KeyExchanges, func(k posture.KeyExchangeShare) bool { return k.KeyExchange != "" }) {
			sources = append(sources, s.Source)
		}
	}
	return sources
}
