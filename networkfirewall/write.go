package networkfirewall

// write writes a TLS record, in the order that AWS has for errors.
func (e *encoder) record(r *Record) {
	e.enter(levelRecord)
	e.text("firewall_name", r.FirewallName)
	e.text("availability_zone", r.AvailabilityZone)
	e.epoch("event_timestamp", r.EventTimestamp, false)
	e.enter(levelEvent)
	e.stamp(r.Timestamp, zoneTLS)
	e.addr("src_ip", r.SrcIP)
	e.count("src_port", uint64(r.SrcPort), true)
	e.addr("dest_ip", r.DestIP)
	e.count("dest_port", uint64(r.DestPort), true)
	e.sni(r.SNI, r.NoSNI)
	if t, ok := r.TLSError.Get(); ok {
		e.enter(levelTLSError)
		e.text("error_message", t.ErrorMessage)
		e.leave(levelTLSError)
	}
	if c, ok := r.RevocationCheck.Get(); ok {
		e.enter(levelRevocationCheck)
		e.text("leaf_cert_fpr", c.LeafCertFPR)
		e.text("status", string(c.Status))
		e.text("action", string(c.Action))
		e.leave(levelRevocationCheck)
	}
	e.leave(levelEvent)
	e.leave(levelRecord)
}

// alertRecord writes an alert record, in the order of Suricata.
func (e *encoder) alertRecord(r *AlertRecord) {
	e.enter(levelRecord)
	e.text("firewall_name", r.FirewallName)
	e.text("availability_zone", r.AvailabilityZone)
	e.epoch("event_timestamp", r.EventTimestamp, true)
	e.enter(levelEvent)
	e.stamp(r.Timestamp, zoneAlert)
	e.count("flow_id", r.FlowID, false)
	e.text("event_type", r.EventType)
	e.addr("src_ip", r.SrcIP)
	e.count("src_port", uint64(r.SrcPort), false)
	e.addr("dest_ip", r.DestIP)
	e.count("dest_port", uint64(r.DestPort), false)
	e.text("proto", r.Proto)
	e.text("pkt_src", r.PktSrc)
	e.countOrNone("tx_id", r.TxID)
	e.alert(r.Alert)
	e.enter(levelVerdict)
	e.text("action", r.Verdict.Action)
	e.leave(levelVerdict)
	e.handshake(r.TLS)
	e.text("app_proto", r.AppProto)
	e.text("direction", r.Direction)
	e.flag("tls_inspected", r.TLSInspected)
	e.sni(r.SNI, r.NoSNI)
	e.text("aws_category", string(r.AWSCategory))
	e.leave(levelEvent)
	e.leave(levelRecord)
}

func (e *encoder) alert(a Alert) {
	e.enter(levelAlert)
	e.text("action", a.Action)
	e.count("signature_id", uint64(a.SignatureID), false)
	e.count("rev", uint64(a.Rev), false)
	e.text("signature", a.Signature)
	e.text("category", a.Category)
	e.count("severity", uint64(a.Severity), false)
	e.leave(levelAlert)
}

func (e *encoder) handshake(t TLS) {
	e.enter(levelTLS)
	e.text("subject", t.Subject)
	e.text("issuerdn", t.IssuerDN)
	e.text("serial", t.Serial)
	e.text("fingerprint", t.Fingerprint)
	e.text("sni", t.SNI)
	e.text("version", string(t.Version))
	e.date("notbefore", t.Validity.NotBefore)
	e.date("notafter", t.Validity.NotAfter)
	e.flag("session_resumed", t.SessionResumed)
	e.ja3(levelJA3, t.JA3)
	e.ja3(levelJA3S, t.JA3S)
	e.text("ja4", t.JA4)
	e.leave(levelTLS)
}

func (e *encoder) ja3(l level, j JA3) {
	e.enter(l)
	e.text("hash", j.Hash)
	e.text("string", j.String)
	e.leave(l)
}
