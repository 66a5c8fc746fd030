package networkfirewall

import (
	"net/netip"
	"strings"
	"time"

	"github.com/awstls/awstls/internal/field"
	"github.com/awstls/awstls/internal/jsonscan"
	"github.com/awstls/awstls/tlslog"
)

// A simple record is a TLS record in exactly the form in which Network Firewall
// writes it (observed): without white space, with the outer members in their
// order, and with known members alone, each of which is there once and has a
// value that is spelled in the one canonical way. Nearly all records are simple.
// They are read here in a fraction of the time; record reads them, too, to the
// same result.

// simple replaces *r with the record that the scanner stands at, if it is a
// simple one. If it is not, simple returns false, and nothing was read.
func (p *parser) simple(r *Record) bool {
	// Many single stores to the heap are dear while the garbage collector
	// runs. One of a whole record is not.
	var record Record
	n := simpleRecord(p.sc.Rest(), &record)
	if n < 0 {
		return false
	}
	*r = record
	p.sc.Take(n)
	p.tls, p.ascii = true, true
	return true
}

// The functions below read what begins at s[i], and return the position behind
// it, or -1 if it is not as expected.

func simpleRecord(s string, r *Record) int {
	i := pass(s, 0, `{"firewall_name":"`)
	if i = simpleText(s, i, &r.FirewallName); i < 0 {
		return -1
	}
	i = pass(s, i, `,"availability_zone":"`)
	if i = simpleText(s, i, &r.AvailabilityZone); i < 0 {
		return -1
	}
	i = pass(s, i, `,"event_timestamp":`)
	if i = simpleEpoch(s, i, &r.EventTimestamp); i < 0 {
		return -1
	}
	return simpleEvent(s, pass(s, i, `,"event":{`), r)
}

// A member of the object event, as a bit.
const (
	hasTimestamp = 1 << iota
	hasSrcIP
	hasSrcPort
	hasDestIP
	hasDestPort
	hasSNI
	hasTLSError
	hasRevocationCheck
)

// simpleEvent reads the members of the object event, and the ends of both
// objects.
func simpleEvent(s string, i int, r *Record) int {
	// This is how far the switch looks. Of a record that ends the window the
	// last member can be shorter.
	const room = len(`"timestamp":"2026`)
	seen := 0
	for i >= 0 && i <= len(s)-room {
		has := 0
		switch t := s[i : i+room]; {
		case t[:10] == `"src_ip":"`:
			has, i = hasSrcIP, simpleAddr(s, i+10, &r.SrcIP)
		case t[:12] == `"src_port":"`:
			has, i = hasSrcPort, simplePort(s, i+12, &r.SrcPort)
		case t[:11] == `"dest_ip":"`:
			has, i = hasDestIP, simpleAddr(s, i+11, &r.DestIP)
		case t[:13] == `"dest_port":"`:
			has, i = hasDestPort, simplePort(s, i+13, &r.DestPort)
		case t[:13] == `"timestamp":"`:
			has, i = hasTimestamp, simpleStamp(s, i+13, &r.Timestamp)
		case t[:7] == `"sni":"`:
			has, i = hasSNI, simpleSNI(s, i+7, r)
		case t[:13] == `"tls_error":{`:
			has, i = hasTLSError, simpleTLSError(s, i+13, &r.TLSError)
		default:
			has, i = hasRevocationCheck, simpleRevocationCheck(s, i, &r.RevocationCheck)
		}
		if i < 0 || i >= len(s) || seen&has != 0 {
			return -1
		}
		seen |= has
		c := s[i]
		i++
		if c == '}' && i < len(s) && s[i] == '}' && seen&(hasTLSError|hasRevocationCheck) != 0 {
			return i + 1
		}
		if c != ',' {
			return -1
		}
	}
	return -1
}

func simpleTLSError(s string, i int, dst *tlslog.Opt[TLSError]) int {
	var e TLSError
	i = pass(s, i, `"error_message":"`)
	if i = simpleText(s, i, &e.ErrorMessage); i < 0 {
		return -1
	}
	*dst = tlslog.Some(e)
	return pass(s, i, `}`)
}

func simpleRevocationCheck(s string, i int, dst *tlslog.Opt[RevocationCheck]) int {
	var c RevocationCheck
	i = pass(s, i, `"revocation_check":{"leaf_cert_fpr":"`)
	if i = simpleText(s, i, &c.LeafCertFPR); i < 0 {
		return -1
	}
	i = pass(s, i, `,"status":"`)
	if i = simpleText(s, i, (*string)(&c.Status)); i < 0 {
		return -1
	}
	i = pass(s, i, `,"action":"`)
	if i = simpleText(s, i, (*string)(&c.Action)); i < 0 {
		return -1
	}
	*dst = tlslog.Some(c)
	return pass(s, i, `}`)
}

func simpleSNI(s string, i int, r *Record) int {
	if strings.HasPrefix(s[i:], `-"`) {
		r.NoSNI = true
		return i + 2
	}
	return simpleText(s, i, &r.SNI)
}

func simpleAddr(s string, i int, dst *netip.Addr) int {
	if a, width := field.LeadingAddr4(s[i:]); width > 0 {
		*dst = a
		return pass(s, i+width, `"`)
	}
	end := jsonscan.ASCIIEnd(s, i)
	if end < 0 {
		return -1
	}
	a, ok := field.Addr(s[i:end])
	if !ok || !field.CanonicalAddr(s[i:end], a) {
		return -1
	}
	*dst = a
	return end + 1
}

func simplePort(s string, i int, dst *uint16) int {
	n, width := field.LeadingUint(s[i:])
	if n < 1 || n > 0xffff {
		return -1
	}
	*dst = uint16(n)
	return pass(s, i+width, `"`)
}

// simpleEpoch reads a number of ten digits, which are the seconds of a time
// between 2001 and 2286, and is not at the end of the window.
func simpleEpoch(s string, i int, dst *time.Time) int {
	const digits = 10
	if i < 0 || i >= len(s)-digits || s[i] == '0' || s[i+digits] != ',' {
		return -1
	}
	n, ok := field.Uint64(s[i : i+digits])
	if !ok {
		return -1
	}
	*dst = time.Unix(int64(n), 0).UTC()
	return i + digits
}

// simpleStamp reads a time with six digits behind the second.
func simpleStamp(s string, i int, dst *time.Time) int {
	const size = len("2006-01-02T15:04:05.000000Z")
	if i >= len(s)-size || s[i+size-1] != 'Z' || s[i+size] != '"' {
		return -1
	}
	t, ok := field.Time(s[i : i+size])
	if !ok || t.IsZero() {
		return -1
	}
	*dst = t
	return i + size + 1
}

// simpleText reads the rest of a string that is not empty, from behind its
// first quote on.
func simpleText(s string, i int, dst *string) int {
	if i < 0 {
		return -1
	}
	end := jsonscan.ASCIIEnd(s, i)
	if end <= i {
		return -1
	}
	*dst = s[i:end]
	return end + 1
}

// pass passes over text.
func pass(s string, i int, text string) int {
	if i < 0 || len(s)-i < len(text) || s[i:i+len(text)] != text {
		return -1
	}
	return i + len(text)
}
