package networkfirewall

import (
	"time"

	"github.com/awstls/awstls/tlslog"
)

// Event returns r in the shared vocabulary. It returns false if r has neither
// a TLS error nor a revocation check, as the zero Record.
//
// A TLS error is a failure, since the firewall resets the connection. Behind a
// revocation check it depends on the action: PASS is a success, DROP and
// REJECT are failures, and for any other the result is unknown. A success has
// a reason then, too, if the status is one that AWS documents: that for which
// the connection could have been refused. With any other status a success has
// none, and a failure has [tlslog.ReasonOther]. What Event cannot carry is EventTimestamp, Extra, and of
// a record with both a TLS error and a revocation check the status of the
// latter.
func (r Record) Event() (tlslog.Event, bool) {
	tlsError, failed := r.TLSError.Get()
	check, checked := r.RevocationCheck.Get()
	code := r.FailureCode()
	e := tlslog.Event{
		Source:     tlslog.SourceNetworkFirewall,
		Time:       r.Timestamp,
		Region:     r.AvailabilityZone,
		Resource:   r.FirewallName,
		ClientIP:   r.SrcIP,
		ClientPort: r.SrcPort,
		ServerIP:   r.DestIP,
		ServerPort: r.DestPort,
		ServerName: r.SNI,
		Evidence:   tlslog.EvidenceNotRecorded,
		Result:     check.Action.Result(),
		Reason:     code.Reason(),
		Code:       string(code),
		Action:     string(check.Action),
		Message:    tlsError.ErrorMessage,
	}
	if failed {
		e.Result = tlslog.ResultFailure
	}
	if e.Result == tlslog.ResultSuccess && !check.Status.Known() {
		e.Reason = tlslog.ReasonNone // it may be a status that is no failure at all
	}
	if e.Result == tlslog.ResultFailure && e.Reason == tlslog.ReasonNone {
		e.Reason = tlslog.ReasonOther
	}
	if check.LeafCertFPR != "" {
		e.Certificate = tlslog.Certificate{Holder: tlslog.HolderServer, Fingerprint: check.LeafCertFPR}
	}
	return e, failed || checked
}

// FromEvent returns the TLS record that Network Firewall would have written
// for e. It returns false for an event that no TLS record tells of: one of
// another source, since a TLS log is about outbound connections that were
// inspected, and one of an alert record, whose Evidence is not
// [tlslog.EvidenceNotRecorded]; see [AlertFromEvent].
//
// A record has no place for an event's ID, account, protocol and cipher suite,
// nor for more of a certificate than its fingerprint. EventTimestamp becomes
// the second of the event's Time.
func FromEvent(e tlslog.Event) (Record, bool) {
	if e.Source != tlslog.SourceNetworkFirewall || e.Evidence != tlslog.EvidenceNotRecorded {
		return Record{}, false
	}
	r := Record{
		FirewallName:     e.Resource,
		AvailabilityZone: e.Region,
		EventTimestamp:   e.Time.Truncate(time.Second),
		Timestamp:        e.Time,
		SrcIP:            e.ClientIP,
		SrcPort:          e.ClientPort,
		DestIP:           e.ServerIP,
		DestPort:         e.ServerPort,
		SNI:              e.ServerName,
	}
	code := FailureCode(e.Code)
	if code == "" {
		code, _ = FailureCodeOf(e.Reason)
	}
	var status RevocationStatus
	message := e.Message
	switch code {
	case NoSNI:
		r.NoSNI = e.ServerName == ""
		if message == "" {
			message = noSNI + "."
		}
	case SNIMismatch:
		if message == "" {
			message = mismatchPrefix + e.ServerName + mismatchMiddle
		}
	default:
		status = RevocationStatus(code)
	}
	check := RevocationCheck{LeafCertFPR: e.Certificate.Fingerprint, Status: status, Action: Action(e.Action)}
	if check != (RevocationCheck{}) || e.Result != tlslog.ResultFailure {
		r.RevocationCheck = tlslog.Some(check)
	}
	if message != "" || r.RevocationCheck.IsZero() {
		r.TLSError = tlslog.Some(TLSError{message})
	}
	return r, true
}
