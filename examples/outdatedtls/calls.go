package main

import (
	"bufio"
	"cmp"
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

var errNoTimes = errors.New("saved results have no times: leave out -since and -until")

// read counts the outdated calls of one input. It returns the number of
// damaged records, and why the input was not read to its end.
func (c calls) read(in logs.Input, opts options) (damaged int, err error) {
	r, err := in.Open()
	if err != nil {
		return 0, err
	}
	defer r.Close()
	log := bufio.NewReaderSize(r, logs.HeadBytes)
	head, err := log.Peek(logs.HeadBytes)
	if err != nil && err != io.EOF {
		return 0, err
	}
	text := strings.TrimLeft(strings.TrimPrefix(logs.Text(head), "\ufeff"), " \t\r\n")
	if text == "" || text[0] == '{' || text[0] == '[' {
		return c.readLog(log, opts)
	}
	if opts.span != (logs.Span{}) {
		return 0, errNoTimes
	}
	return c.readResults(log)
}

// readLog counts the calls of a log file.
func (c calls) readLog(log io.Reader, opts options) (damaged int, err error) {
	d := cloudtrail.NewDecoder(log)
	d.EventOnly = true
	for rec, err := range d.All() {
		if _, ok := errors.AsType[*tlslog.ParseError](err); ok {
			damaged++
		} else if err != nil {
			return damaged, err
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
	return damaged, nil
}

// readResults adds the saved results of the query.
func (c calls) readResults(results io.Reader) (damaged int, err error) {
	for r, err := range cloudtrail.NewLakeDecoder(results).All() {
		if _, ok := errors.AsType[*tlslog.ParseError](err); ok {
			damaged++
		} else if err != nil {
			return damaged, err
		}
		if n, ok := r.NumOutdatedTLSCalls.Get(); ok && outdated(r.TLSVersion) {
			c.add(call{
				r.AccountID, r.RecipientAccountID, r.ARN, r.EventSource, r.EventName, r.AWSRegion,
				r.TLSVersion, r.CipherSuite, r.UserAgent,
			}, n)
		}
	}
	return damaged, nil
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
