package networkfirewall

import "github.com/awstls/awstls/tlslog"

// The zones of the timestamps in TLS records and in alert records.
const (
	zoneTLS   = "Z"
	zoneAlert = "+0000"
)

// record replaces *r with a TLS record.
func (p *parser) record(r *Record) {
	if p.simple(r) {
		return
	}
	*r = Record{}
	if !p.sc.EnterObject() {
		return
	}
	for p.sc.NextMember() {
		switch p.sc.Key() {
		case "firewall_name":
			text(p, &r.FirewallName)
		case "availability_zone":
			text(p, &r.AvailabilityZone)
		case "event_timestamp":
			p.epoch(&r.EventTimestamp, false)
		case "event":
			p.event(r)
		case "proxy_name":
			p.proxy = p.present()
			p.keep()
		default:
			p.keep()
		}
	}
}

func (p *parser) event(r *Record) {
	back, ok := p.enter(levelEvent)
	if !ok {
		return
	}
	for p.sc.NextMember() {
		switch p.sc.Key() {
		case "timestamp":
			p.stamp(&r.Timestamp, zoneTLS)
		case "src_ip":
			p.addr(&r.SrcIP)
		case "src_port":
			p.port(&r.SrcPort, true)
		case "dest_ip":
			p.addr(&r.DestIP)
		case "dest_port":
			p.port(&r.DestPort, true)
		case "sni":
			p.sni(&r.SNI, &r.NoSNI)
		case "tls_error":
			p.tlsError(&r.TLSError)
		case "revocation_check":
			p.revocationCheck(&r.RevocationCheck)
		case "event_type":
			p.eve = p.present()
			p.eventType, _ = p.sc.Text()
			p.keep()
		default:
			p.keep()
		}
	}
	p.level = back
}

func (p *parser) tlsError(dst *tlslog.Opt[TLSError]) {
	p.tls = p.present() || p.tls
	back, ok := p.enter(levelTLSError)
	if !ok {
		return
	}
	e, again := dst.Get()
	p.plain = p.plain && !again
	for p.sc.NextMember() {
		switch p.sc.Key() {
		case "error_message":
			text(p, &e.ErrorMessage)
		default:
			p.keep()
		}
	}
	*dst = tlslog.Some(e)
	p.level = back
}

func (p *parser) revocationCheck(dst *tlslog.Opt[RevocationCheck]) {
	p.tls = p.present() || p.tls
	back, ok := p.enter(levelRevocationCheck)
	if !ok {
		return
	}
	c, again := dst.Get()
	p.plain = p.plain && !again
	for p.sc.NextMember() {
		switch p.sc.Key() {
		case "leaf_cert_fpr":
			text(p, &c.LeafCertFPR)
		case "status":
			text(p, &c.Status)
		case "action":
			text(p, &c.Action)
		default:
			p.keep()
		}
	}
	*dst = tlslog.Some(c)
	p.level = back
}

// sni reads the server name, for which "-" means that the client gave none.
func (p *parser) sni(name *string, none *bool) {
	s := p.string()
	again := *name != "" || *none
	p.plain = p.plain && s != "" && !again
	if *none = s == "-"; *none {
		s = ""
	}
	*name = s
}
