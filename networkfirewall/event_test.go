package networkfirewall

import (
	"testing"
	"time"

	"github.com/awstls/awstls/tlslog"
)

func TestEvent(t *testing.T) {
	noName := tlslog.Event{
		Source:     tlslog.SourceNetworkFirewall,
		Time:       date("2026-03-01T13:14:04.412778Z"),
		Region:     "us-east-1d",
		Resource:   "egress",
		ClientIP:   addr("10.0.2.53"),
		ClientPort: 59844,
		ServerIP:   addr("192.0.2.27"),
		ServerPort: 443,
		Evidence:   tlslog.EvidenceNotRecorded,
		Result:     tlslog.ResultFailure,
		Reason:     tlslog.ReasonServerNameMissing,
		Code:       "NO_SNI",
		Message:    "Server name is not found in client hello.",
	}
	revoked := tlslog.Event{
		Source:      tlslog.SourceNetworkFirewall,
		Time:        date("2026-03-01T13:14:06.441824Z"),
		Region:      "us-east-1d",
		Resource:    "egress",
		ClientIP:    addr("10.0.2.55"),
		ClientPort:  55930,
		ServerIP:    addr("203.0.113.72"),
		ServerPort:  443,
		ServerName:  "revoked.example.com",
		Evidence:    tlslog.EvidenceNotRecorded,
		Result:      tlslog.ResultFailure,
		Reason:      tlslog.ReasonCertificateRevoked,
		Code:        "REVOKED",
		Action:      "DROP",
		Certificate: tlslog.Certificate{Holder: tlslog.HolderServer, Fingerprint: "0123456789ABCDEF"},
	}
	check := func(status RevocationStatus, action Action) func(*Record) {
		return func(r *Record) {
			r.RevocationCheck = tlslog.Some(RevocationCheck{"0123456789ABCDEF", status, action})
		}
	}
	tests := []struct {
		name   string
		rec    Record
		change func(*Record)
		base   tlslog.Event
		want   func(*tlslog.Event)
	}{
		{"no SNI", noNameRecord, func(*Record) {}, noName, func(*tlslog.Event) {}},
		{"SNI mismatch", noNameRecord, func(r *Record) { r.SNI, r.NoSNI, r.TLSError = "www.example.com", false, wrongNameRecord.TLSError }, noName, func(e *tlslog.Event) {
			e.ServerName, e.Message = "www.example.com", wrongNameMessage
			e.Reason, e.Code = tlslog.ReasonServerNameMismatch, "SNI_MISMATCH"
		}},
		{"a new error", noNameRecord, func(r *Record) { r.NoSNI, r.TLSError = false, tlslog.Some(TLSError{"new"}) }, noName, func(e *tlslog.Event) {
			e.Reason, e.Code, e.Message = tlslog.ReasonOther, "", "new"
		}},
		{"an error without a message", noNameRecord, func(r *Record) { r.NoSNI, r.TLSError = false, tlslog.Some(TLSError{}) }, noName, func(e *tlslog.Event) {
			e.Reason, e.Code, e.Message = tlslog.ReasonOther, "", ""
		}},
		{"revoked and dropped", revocationRecord, func(*Record) {}, revoked, func(*tlslog.Event) {}},
		{"unknown and rejected", revocationRecord, check(StatusUnknown, ActionReject), revoked, func(e *tlslog.Event) {
			e.Reason, e.Code, e.Action = tlslog.ReasonRevocationUnknown, "UNKNOWN", "REJECT"
		}},
		{"revoked and passed", revocationRecord, check(StatusRevoked, ActionPass), revoked, func(e *tlslog.Event) {
			e.Result, e.Action = tlslog.ResultSuccess, "PASS"
		}},
		{"a new status", revocationRecord, check("GOOD", ActionPass), revoked, func(e *tlslog.Event) {
			e.Result, e.Reason, e.Code, e.Action = tlslog.ResultSuccess, tlslog.ReasonNone, "GOOD", "PASS"
		}},
		{"a new status, dropped", revocationRecord, check("GOOD", ActionDrop), revoked, func(e *tlslog.Event) {
			e.Reason, e.Code = tlslog.ReasonOther, "GOOD"
		}},
		{"a new status, rejected", revocationRecord, check("GOOD", ActionReject), revoked, func(e *tlslog.Event) {
			e.Reason, e.Code, e.Action = tlslog.ReasonOther, "GOOD", "REJECT"
		}},
		{"unknown and passed", revocationRecord, check(StatusUnknown, ActionPass), revoked, func(e *tlslog.Event) {
			e.Result, e.Reason, e.Code, e.Action = tlslog.ResultSuccess, tlslog.ReasonRevocationUnknown, "UNKNOWN", "PASS"
		}},
		{"a new action", revocationRecord, check(StatusRevoked, "HOLD"), revoked, func(e *tlslog.Event) {
			e.Result, e.Action = tlslog.ResultUnknown, "HOLD"
		}},
		{"dropped without a status", revocationRecord, check("", ActionDrop), revoked, func(e *tlslog.Event) {
			e.Reason, e.Code = tlslog.ReasonOther, ""
		}},
		{"an empty check", revocationRecord, func(r *Record) { r.RevocationCheck = tlslog.Some(RevocationCheck{}) }, revoked, func(e *tlslog.Event) {
			e.Result, e.Reason, e.Code, e.Action, e.Certificate = tlslog.ResultUnknown, tlslog.ReasonNone, "", "", tlslog.Certificate{}
		}},
		{"both", revocationRecord, func(r *Record) {
			check(StatusUnknown, ActionPass)(r)
			r.TLSError = wrongNameRecord.TLSError
		}, revoked, func(e *tlslog.Event) {
			e.Reason, e.Code, e.Action, e.Message = tlslog.ReasonServerNameMismatch, "SNI_MISMATCH", "PASS", wrongNameMessage
		}},
		{"both, and a new error", revocationRecord, func(r *Record) {
			check(StatusUnknown, ActionPass)(r)
			r.TLSError = tlslog.Some(TLSError{"new"})
		}, revoked, func(e *tlslog.Event) {
			e.Reason, e.Code, e.Action, e.Message = tlslog.ReasonRevocationUnknown, "UNKNOWN", "PASS", "new"
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.change(&tt.rec)
			tt.want(&tt.base)
			got, ok := tt.rec.Event()
			if !ok {
				t.Error("no event")
			}
			wantSame(t, got, tt.base)

			// Back and forth again, the event is the same.
			rec, ok := FromEvent(got)
			if !ok {
				t.Fatal("no way back")
			}
			again, ok := rec.Event()
			if !ok {
				t.Error("no second event")
			}
			wantSame(t, again, got)
			if !tt.rec.TLSError.IsZero() && !tt.rec.RevocationCheck.IsZero() {
				return // the status of the check has no place in an event
			}
			wantSame(t, rec, tt.rec)
		})
	}
}

func TestEventOfNothing(t *testing.T) {
	r := noNameRecord
	r.TLSError = tlslog.Opt[TLSError]{}
	for _, r := range []Record{{}, r} {
		if e, ok := r.Event(); ok {
			t.Errorf("%v has the event %+v", r, e)
		}
	}
	a := blockedRecord
	a.TLS, a.AppProto = TLS{}, "http"
	for _, a := range []AlertRecord{{}, a} {
		if e, ok := a.Event(); ok {
			t.Errorf("%v has the event %+v", a, e)
		}
	}
}

// TestFromEvent makes records of events that come from no record.
func TestFromEvent(t *testing.T) {
	base := tlslog.Event{
		Source:     tlslog.SourceNetworkFirewall,
		Time:       date("2026-03-01T13:14:04.412778Z"),
		ServerName: "www.example.com",
		Evidence:   tlslog.EvidenceNotRecorded,
		Result:     tlslog.ResultFailure,
	}
	for _, tt := range []struct {
		reason  tlslog.Reason
		message string
		check   tlslog.Opt[RevocationCheck]
	}{
		{tlslog.ReasonServerNameMissing, "Server name is not found in client hello.", tlslog.Opt[RevocationCheck]{}},
		{tlslog.ReasonServerNameMismatch, "SNI: www.example.com Match Failed to server certificate names: ", tlslog.Opt[RevocationCheck]{}},
		{tlslog.ReasonCertificateRevoked, "", tlslog.Some(RevocationCheck{Status: StatusRevoked})},
		{tlslog.ReasonRevocationUnknown, "", tlslog.Some(RevocationCheck{Status: StatusUnknown})},
	} {
		e := base
		e.Reason = tt.reason
		got, ok := FromEvent(e)
		want := Record{
			EventTimestamp:  date("2026-03-01T13:14:04Z"),
			Timestamp:       base.Time,
			SNI:             "www.example.com",
			RevocationCheck: tt.check,
		}
		if tt.message != "" {
			want.TLSError = tlslog.Some(TLSError{tt.message})
		}
		if !ok {
			t.Error(tt.reason)
		}
		wantSame(t, got, want)
	}

	for source := range tlslog.SourceCloudTrail + 1 {
		for evidence := range tlslog.EvidenceNotRecorded + 1 {
			e := tlslog.Event{Source: source, Evidence: evidence, Time: base.Time}
			tls, firewall := evidence == tlslog.EvidenceNotRecorded, source == tlslog.SourceNetworkFirewall
			if rec, ok := FromEvent(e); ok != (firewall && tls) || ok == (rec == Record{}) {
				t.Errorf("an event of %v with the evidence %v becomes %v, %v", source, evidence, rec, ok)
			}
			if rec, ok := AlertFromEvent(e); ok != (firewall && !tls) || ok == (rec == AlertRecord{}) {
				t.Errorf("an event of %v with the evidence %v becomes the alert %v, %v", source, evidence, rec, ok)
			}
		}
	}
}

func TestAlertEvent(t *testing.T) {
	base := tlslog.Event{
		Source:     tlslog.SourceNetworkFirewall,
		Time:       date("2026-03-01T13:14:07.006867Z"),
		ID:         "1972143099170468",
		Region:     "us-east-1b",
		Resource:   "egress",
		ClientIP:   addr("10.0.100.55"),
		ClientPort: 44474,
		ServerIP:   addr("192.0.2.113"),
		ServerPort: 443,
		ServerName: "developers.example.com",
		Result:     tlslog.ResultFailure,
		Reason:     tlslog.ReasonConnectionRefused,
		Action:     "drop",
	}
	full := base
	full.Time, full.ID = date("2026-03-01T13:14:08.006867Z"), "1582438383425873"
	full.ServerName, full.Message, full.Action = "old.example.com", "old TLS", "alert"
	full.Evidence, full.Version = tlslog.EvidenceLogged, tlslog.VersionTLS11
	full.Result, full.Reason = tlslog.ResultSuccess, tlslog.ReasonNone
	full.Certificate = tlslog.Certificate{
		Holder: tlslog.HolderServer, Subject: "CN=old.example.com", Issuer: "C=US, O=Example CA, CN=Example CA",
		Serial: "00:B4:01", Fingerprint: "0a:1b:2c",
		Validity: tlslog.Validity{NotBefore: date("2025-11-03T00:00:00Z"), NotAfter: date("2026-11-03T23:59:59Z")},
	}
	tests := []struct {
		name   string
		rec    AlertRecord
		change func(*AlertRecord)
		base   tlslog.Event
		want   func(*tlslog.Event)
	}{
		{"blocked", blockedRecord, func(*AlertRecord) {}, base, func(*tlslog.Event) {}},
		{"allowed, of the server's packet", allowedRecord, func(*AlertRecord) {}, full, func(*tlslog.Event) {}},
		{"no verdict", blockedRecord, func(r *AlertRecord) { r.Verdict.Action = "" }, base, func(e *tlslog.Event) { e.Action = "blocked" }},
		{"the verdict counts", blockedRecord, func(r *AlertRecord) { r.Verdict.Action = "pass" }, base, func(e *tlslog.Event) {
			e.Action, e.Result, e.Reason = "pass", tlslog.ResultUnknown, tlslog.ReasonNone
		}},
		{"not decrypted", allowedRecord, func(r *AlertRecord) { r.TLSInspected = tlslog.Opt[bool]{} }, full, func(e *tlslog.Event) { e.Result = tlslog.ResultUnknown }},
		{"TLS 1.0", allowedRecord, func(r *AlertRecord) { r.TLS.Version = "TLSv1" }, full, func(e *tlslog.Event) { e.Version = tlslog.VersionTLS10 }},
		{"TLS 1.3", allowedRecord, func(r *AlertRecord) { r.TLS.Version = "TLS 1.3" }, full, func(e *tlslog.Event) { e.Version = tlslog.VersionTLS13 }},
		{"new version", allowedRecord, func(r *AlertRecord) { r.TLS.Version = "TLS 9" }, full, func(e *tlslog.Event) {
			e.Version, e.Evidence = 0, tlslog.EvidenceNone
		}},
		{"SNI outside", allowedRecord, func(r *AlertRecord) { r.TLS.SNI, r.SNI = "", "x.example" }, full, func(e *tlslog.Event) { e.ServerName = "x.example" }},
		{"nothing but the protocol", AlertRecord{AppProto: "tls"}, func(*AlertRecord) {}, tlslog.Event{Source: tlslog.SourceNetworkFirewall}, func(*tlslog.Event) {}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.change(&tt.rec)
			tt.want(&tt.base)
			got, ok := tt.rec.Event()
			if !ok {
				t.Error("no event")
			}
			wantSame(t, got, tt.base)

			// Back and forth again, the event is the same.
			rec, ok := AlertFromEvent(got)
			if !ok {
				t.Fatal("no way back")
			}
			again, ok := rec.Event()
			if !ok {
				t.Error("no second event")
			}
			if got.Action == "" {
				again.Action = "" // every alert has one
			}
			wantSame(t, again, got)
		})
	}
}

// TestAlertFromEvent checks that a record as AWS writes it comes back, but for
// what an event cannot carry.
func TestAlertFromEvent(t *testing.T) {
	e, _ := blockedRecord.Event()
	got, _ := AlertFromEvent(e)
	want := blockedRecord
	want.PktSrc, want.TxID, want.AWSCategory, want.TLS.Version = "", tlslog.Opt[uint64]{}, "", ""
	want.Alert.SignatureID, want.Alert.Severity = 0, 0
	wantSame(t, got, want)
	if e.Time.Location() != time.UTC {
		t.Error(e.Time)
	}
	silent, _ := AlertRecord{EventType: "alert", TLSInspected: tlslog.Some(true)}.Event()
	if got, _ := AlertFromEvent(silent); got.Alert.Action != "" {
		t.Errorf("an action that the event does not tell: %s", got.Alert.Action)
	}
}
