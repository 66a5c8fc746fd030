package networkfirewall

// alertRecord replaces *r with an alert record.
func (p *parser) alertRecord(r *AlertRecord) {
	*r = AlertRecord{}
	if !p.sc.EnterObject() {
		return
	}
	var outer Categories
	for p.sc.NextMember() {
		switch p.sc.Key() {
		case "firewall_name":
			text(p, &r.FirewallName)
		case "availability_zone":
			text(p, &r.AvailabilityZone)
		case "event_timestamp":
			p.epoch(&r.EventTimestamp, true)
		case "event":
			p.alertEvent(r)
		case "aws_category":
			p.plain = false // it is written in event
			p.category(&outer)
		case "proxy_name":
			p.proxy = p.present()
			p.keep()
		default:
			p.keep()
		}
	}
	if r.AWSCategory == "" {
		r.AWSCategory = outer
	}
}

func (p *parser) alertEvent(r *AlertRecord) {
	back, ok := p.enter(levelEvent)
	if !ok {
		return
	}
	for p.sc.NextMember() {
		switch p.sc.Key() {
		case "timestamp":
			p.stamp(&r.Timestamp, zoneAlert)
		case "flow_id":
			count(p, &r.FlowID)
		case "event_type":
			p.eve = p.present()
			text(p, &r.EventType)
			p.eventType = r.EventType
		case "src_ip":
			p.addr(&r.SrcIP)
		case "src_port":
			p.port(&r.SrcPort, false)
		case "dest_ip":
			p.addr(&r.DestIP)
		case "dest_port":
			p.port(&r.DestPort, false)
		case "proto":
			text(p, &r.Proto)
		case "app_proto":
			text(p, &r.AppProto)
		case "direction":
			text(p, &r.Direction)
		case "pkt_src":
			text(p, &r.PktSrc)
		case "tx_id":
			countOrNone(p, &r.TxID)
		case "alert":
			p.alert(&r.Alert)
		case "verdict":
			p.verdict(&r.Verdict)
		case "tls":
			p.facts = p.facts || p.present()
			p.handshake(&r.TLS)
		case "tls_inspected":
			p.flag(&r.TLSInspected)
		case "sni":
			p.sni(&r.SNI, &r.NoSNI)
		case "aws_category":
			p.category(&r.AWSCategory)
		case "tls_error", "revocation_check":
			p.tls = p.tls || p.present()
			p.keep()
		default:
			p.keep()
		}
	}
	p.facts = p.facts || r.saysTLS()
	p.level = back
}

func (p *parser) alert(a *Alert) {
	back, ok := p.enter(levelAlert)
	if !ok {
		return
	}
	for p.sc.NextMember() {
		switch p.sc.Key() {
		case "action":
			text(p, &a.Action)
		case "signature_id":
			count(p, &a.SignatureID)
		case "rev":
			count(p, &a.Rev)
		case "signature":
			text(p, &a.Signature)
		case "category":
			text(p, &a.Category)
		case "severity":
			count(p, &a.Severity)
		default:
			p.keep()
		}
	}
	p.level = back
}

func (p *parser) verdict(v *Verdict) {
	back, ok := p.enter(levelVerdict)
	if !ok {
		return
	}
	for p.sc.NextMember() {
		switch p.sc.Key() {
		case "action":
			text(p, &v.Action)
		default:
			p.keep()
		}
	}
	p.level = back
}

func (p *parser) handshake(t *TLS) {
	back, ok := p.enter(levelTLS)
	if !ok {
		return
	}
	for p.sc.NextMember() {
		switch p.sc.Key() {
		case "sni":
			text(p, &t.SNI)
		case "version":
			text(p, &t.Version)
		case "subject":
			text(p, &t.Subject)
		case "issuerdn":
			text(p, &t.IssuerDN)
		case "serial":
			text(p, &t.Serial)
		case "fingerprint":
			text(p, &t.Fingerprint)
		case "notbefore":
			p.date(&t.Validity.NotBefore)
		case "notafter":
			p.date(&t.Validity.NotAfter)
		case "session_resumed":
			p.flag(&t.SessionResumed)
		case "ja3":
			p.ja3(&t.JA3, levelJA3)
		case "ja3s":
			p.ja3(&t.JA3S, levelJA3S)
		case "ja4":
			text(p, &t.JA4)
		default:
			p.keep()
		}
	}
	p.level = back
}

func (p *parser) ja3(j *JA3, l level) {
	back, ok := p.enter(l)
	if !ok {
		return
	}
	for p.sc.NextMember() {
		switch p.sc.Key() {
		case "hash":
			text(p, &j.Hash)
		case "string":
			text(p, &j.String)
		default:
			p.keep()
		}
	}
	p.level = back
}
