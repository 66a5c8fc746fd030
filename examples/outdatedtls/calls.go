package main

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/examples/internal/logs"
	"github.com/awstls/awstls/tlslog"
)

// A call is what the query groups calls by, in the order of its columns.
type call struct {
	AccountID          string              `json:"accountId"` // userIdentity.accountId
	RecipientAccountID string              `json:"recipientAccountId"`
	ARN                string              `json:"arn"` // userIdentity.arn
	EventSource        string              `json:"eventSource"`
	EventName          string              `json:"eventName"`
	AWSRegion          string              `json:"awsRegion"`
	TLSVersion         tlslog.ProtocolName `json:"tlsVersion"`
	CipherSuite        tlslog.CipherName   `json:"cipherSuite"`
	UserAgent          string              `json:"userAgent"`
}

// A row is a row of the query's result.
type row struct {
	call
	NumOutdatedTLSCalls uint64 `json:"numOutdatedTlsCalls"`
}

// calls counts calls.
type calls map[call]uint64

// counts say what was read of an input.
type counts struct {
	events  int // events in the span of time
	unknown int // of them, those without a TLS version
	damaged int // records
	foreign int // documents that are no events
}

var (
	errForeign = errors.New("not a log of CloudTrail")
	errColumns = errors.New("not a log of CloudTrail, nor saved results with the columns tlsVersion and numOutdatedTlsCalls")
	errNoTimes = errors.New("saved results have no times: leave out -since and -until")
)

// read counts the outdated calls of one input. It returns why the input was
// not read to its end.
func (c calls) read(in logs.Input, opts options) (n counts, err error) {
	r, err := in.Open()
	if err != nil {
		return n, err
	}
	defer r.Close()
	log := bufio.NewReaderSize(r, logs.HeadBytes)
	head, err := log.Peek(logs.HeadBytes)
	if err != nil && err != io.EOF {
		return n, err
	}
	text := strings.TrimLeft(strings.TrimPrefix(logs.Text(head), "\ufeff"), " \t\r\n")
	if text == "" || text[0] == '{' || text[0] == '[' {
		return c.readLog(log, opts)
	}
	if !isResults(text) {
		return n, errColumns
	}
	if opts.span != (logs.Span{}) {
		return n, errNoTimes
	}
	return c.readResults(log)
}

// readLog counts the calls of a log file.
func (c calls) readLog(log io.Reader, opts options) (n counts, err error) {
	d := cloudtrail.NewDecoder(log)
	d.EventOnly = true
	for rec, err := range d.All() {
		if _, ok := errors.AsType[*tlslog.ParseError](err); err != nil && !ok {
			return n, err
		} else if errors.Is(err, tlslog.ErrForeign) {
			n.foreign++
			continue
		} else if ok {
			n.damaged++
		}
		if _, ok := rec.Event(); ok && opts.span.Contains(rec.EventTime) {
			n.events++
			if rec.TLSDetails.TLSVersion == "" {
				n.unknown++
			}
		}
		if !outdated(rec.TLSDetails.TLSVersion) || !opts.span.Contains(rec.EventTime) {
			continue
		}
		c.add(call{
			AccountID:          rec.UserIdentity.AccountID,
			RecipientAccountID: rec.RecipientAccountID,
			ARN:                rec.UserIdentity.ARN,
			EventSource:        rec.EventSource,
			EventName:          rec.EventName,
			AWSRegion:          rec.AWSRegion,
			TLSVersion:         rec.TLSDetails.TLSVersion,
			CipherSuite:        rec.TLSDetails.CipherSuite,
			UserAgent:          rec.UserAgent,
		}, 1)
	}
	if n.foreign > 0 {
		return n, errForeign
	}
	return n, nil
}

// isResults reports whether text starts with the header of saved results that
// have what the program needs of them.
func isResults(text string) bool {
	header, err := csv.NewReader(strings.NewReader(text)).Read()
	has := func(name string) bool {
		return slices.ContainsFunc(header, func(column string) bool {
			_, leaf, ok := strings.Cut(column, ".")
			if !ok {
				leaf = column
			}
			return strings.EqualFold(leaf, name)
		})
	}
	return err == nil && has("tlsVersion") && has("numOutdatedTlsCalls")
}

// readResults adds the saved results of the query.
func (c calls) readResults(results io.Reader) (n counts, err error) {
	for r, err := range cloudtrail.NewLakeDecoder(results).All() {
		if _, ok := errors.AsType[*tlslog.ParseError](err); ok {
			n.damaged++
		} else if err != nil {
			return n, err
		}
		if calls, ok := r.NumOutdatedTLSCalls.Get(); ok && outdated(r.TLSVersion) {
			c.add(call{
				r.AccountID, r.RecipientAccountID, r.ARN, r.EventSource, r.EventName, r.AWSRegion,
				r.TLSVersion, r.CipherSuite, r.UserAgent,
			}, calls)
		}
	}
	return n, nil
}

// outdated reports whether the query counts calls with this protocol. It asks
// for TLSv1 and TLSv1.1; older protocols do not occur.
func outdated(p tlslog.ProtocolName) bool {
	v := p.Version()
	return v != 0 && v.Deprecated()
}

// add counts n calls.
func (c calls) add(k call, n uint64) {
	if _, ok := c[k]; !ok {
		k = k.clone() // its texts are parts of the log
	}
	c[k] += n
}

// rows returns the result of the query, in its order: by service, operation
// and protocol, and where these are equal by the other columns.
func (c calls) rows() []row {
	rows := make([]row, 0, len(c))
	for _, k := range slices.SortedFunc(maps.Keys(c), call.compare) {
		rows = append(rows, row{k, c[k]})
	}
	return rows
}

func (k call) compare(o call) int {
	return cmp.Or(
		cmp.Compare(k.EventSource, o.EventSource),
		cmp.Compare(k.EventName, o.EventName),
		cmp.Compare(k.TLSVersion, o.TLSVersion),
		cmp.Compare(k.AccountID, o.AccountID),
		cmp.Compare(k.RecipientAccountID, o.RecipientAccountID),
		cmp.Compare(k.ARN, o.ARN),
		cmp.Compare(k.AWSRegion, o.AWSRegion),
		cmp.Compare(k.CipherSuite, o.CipherSuite),
		cmp.Compare(k.UserAgent, o.UserAgent),
	)
}

func (k call) clone() call {
	for _, s := range []*string{
		&k.AccountID, &k.RecipientAccountID, &k.ARN, &k.EventSource, &k.EventName, &k.AWSRegion,
		(*string)(&k.TLSVersion), (*string)(&k.CipherSuite), &k.UserAgent,
	} {
		*s = strings.Clone(*s)
	}
	return k
}
