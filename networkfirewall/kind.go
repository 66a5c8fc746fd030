package networkfirewall

import (
	"fmt"

	"github.com/awstls/awstls/tlslog"
)

// These are found in [tlslog.ParseError] when [ParseRecord] or
// [ParseAlertRecord] is given a record of another kind, which a decoder passes
// over. All wrap [tlslog.ErrForeign]; a record of no kind that is known gives
// tlslog.ErrForeign itself.
var (
	ErrTLSRecord   = fmt.Errorf("%w: it is a TLS record", tlslog.ErrForeign)
	ErrAlertRecord = fmt.Errorf("%w: it is an alert record", tlslog.ErrForeign)
	ErrFlowRecord  = fmt.Errorf("%w: it is a flow record", tlslog.ErrForeign)
	ErrEVERecord   = fmt.Errorf("%w: it is a record of Suricata", tlslog.ErrForeign)
	ErrProxyRecord = fmt.Errorf("%w: it is a record of Network Firewall Proxy", tlslog.ErrForeign)
)

// Skipped counts the records that a decoder has passed over because they are
// not of the kind that it reads. The zero Skipped means none.
type Skipped struct {
	TLS     int64 // TLS records, by an AlertDecoder
	Alert   int64 // alerts; by an AlertDecoder, those that say nothing of TLS
	Flow    int64 // flows, whose event_type is netflow
	EVE     int64 // records of Suricata with another event_type
	Proxy   int64 // records of Network Firewall Proxy
	Unknown int64 // objects of no kind that is known

	ControlMessages int64 // of CloudWatch Logs, with which it tests a destination
}

// The event_type of alerts and flows.
const (
	eventTypeAlert = "alert"
	eventTypeFlow  = "netflow"
)

// A kind is what a record is, as its members tell.
type kind uint8

const (
	kindUnknown kind = iota
	kindTLS
	kindTLSAlert // an alert that says something of TLS
	kindAlert
	kindFlow
	kindEVE
	kindProxy
)

// kind returns the kind of the record that was read.
func (p *parser) kind() kind {
	switch {
	case p.tls:
		return kindTLS
	case p.eve && p.eventType == eventTypeAlert && p.facts:
		return kindTLSAlert
	case p.eve && p.eventType == eventTypeAlert:
		return kindAlert
	case p.eve && p.eventType == eventTypeFlow:
		return kindFlow
	case p.eve:
		return kindEVE
	case p.proxy:
		return kindProxy
	}
	return kindUnknown
}

// err returns the error for a record of the kind k where another is wanted.
func (k kind) err() error {
	switch k {
	case kindTLS:
		return ErrTLSRecord
	case kindTLSAlert, kindAlert:
		return ErrAlertRecord
	case kindFlow:
		return ErrFlowRecord
	case kindEVE:
		return ErrEVERecord
	case kindProxy:
		return ErrProxyRecord
	}
	return tlslog.ErrForeign
}

// add counts a record of the kind k.
func (s *Skipped) add(k kind) {
	switch k {
	case kindTLS:
		s.TLS++
	case kindTLSAlert, kindAlert:
		s.Alert++
	case kindFlow:
		s.Flow++
	case kindEVE:
		s.EVE++
	case kindProxy:
		s.Proxy++
	default:
		s.Unknown++
	}
}
