package networkfirewall

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// A generator makes records in which all that may be there is there, in all
// the forms and damages, in any order.
type generator struct{ *rand.Rand }

func newGenerator(seed uint64) generator { return generator{rand.New(rand.NewPCG(seed, 0))} }

func (g generator) pick(s ...string) string { return s[g.IntN(len(s))] }

func (g generator) space() string {
	if g.IntN(8) > 0 {
		return ""
	}
	return g.pick(" ", "\n", "\t", "\r\n  ")
}

// quoted returns a JSON string, sometimes with escapes.
func (g generator) quoted(s string) string {
	if g.IntN(10) == 0 {
		s = strings.Replace(s, "e", `\u0065`, 1)
	}
	return `"` + s + `"`
}

// odd returns a value of any type.
func (g generator) odd() string {
	return g.pick("null", "true", "false", "0", "-1", "1.5", "2e3", "443", "70000", "1772370844", "99999999999999999999",
		`""`, `"-"`, `"0"`, `"443"`, `"x"`, `"\""`, `"a b\n"`, `"ä\ud83d\ude00\ud800"`, "{}", "[]", `{"a":1}`, `[ 1, {"b": null} ]`, `["A"]`)
}

// value returns a value of the kind, mostly right.
func (g generator) value(kind string) string {
	if g.IntN(40) == 0 {
		return g.odd()
	}
	switch kind {
	case "time":
		return `"` + fmt.Sprintf("2026-%02d-%02dT%02d:%02d:%02d", 1+g.IntN(13), 1+g.IntN(29), g.IntN(25), g.IntN(60), g.IntN(60)) +
			g.pick(".000000", ".412778", ".412778", ".412778123", ".1", "", ".") + g.pick("Z", "Z", "+0000", "+01:00", "-0130", "") + `"`
	case "date":
		return `"` + g.pick("2025-11-03T00:00:00", "2025-02-29T00:00:00", "2126-06-17T22:43:21", "0001-01-01T00:00:00") + `"`
	case "epoch":
		return g.pick("1772370844", "1772370844", `"1772370844"`, `"1772370844"`, "-1", `"1.5"`, "1772370844.0", "01", "253402300800", "1.772370844e9", "1772370844.5")
	case "address":
		return g.quoted(g.pick("10.0.2.53", "192.0.2.27", "2001:db8::1", "2001:DB8::1", "::ffff:192.0.2.1", "fe80::1%eth0", "10.0.2.256", "10.0.2.053"))
	case "port":
		return g.pick(`"443"`, "443", `"59844"`, "59844", `"0443"`, "0", "65535", "65536", "443.0", "4.43e2", "443.5")
	case "count":
		return g.pick("0", "1", "6", `"7"`, "4294967295", "4294967296", "18446744073709551615", "18446744073709551616", "1e3", "1e20", "7.0")
	case "flag":
		return g.pick("true", "false", `"true"`)
	case "categories":
		return g.pick(`"[\"A\"]"`, `["A", "B"]`, `"A"`)
	case "type":
		return g.quoted(g.pick("alert", "alert", "netflow", "tls"))
	}
	return g.quoted(g.pick("egress", "us-east-1d", "-", "tls", "www.example.com", "REVOKED", "TLS 1.2", "to_client", wrongNameMessage))
}

// object returns an object with some of the members, and some that are not
// known.
func (g generator) object(members ...string) string {
	var b strings.Builder
	b.WriteString("{" + g.space())
	first := true
	member := func(name, value string) {
		if !first {
			b.WriteString("," + g.space())
		}
		first = false
		b.WriteString(g.quoted(name) + g.space() + ":" + g.space() + value + g.space())
	}
	for _, i := range g.Perm(len(members)) {
		if g.IntN(6) == 0 {
			continue
		}
		name, kind, _ := strings.Cut(members[i], " ")
		for {
			value := kind
			if !strings.HasPrefix(kind, "{") {
				value = g.value(kind)
			} else if g.IntN(20) == 0 {
				value = g.odd()
			}
			member(name, value)
			if g.IntN(30) > 0 {
				break // else it is there again
			}
		}
		if g.IntN(20) == 0 {
			member(g.pick("new", "new", "sni", "proxy_name", "event", "tls_error"), g.odd())
		}
	}
	b.WriteString("}")
	return b.String()
}

// record returns a record of any kind.
func (g generator) record() string {
	event := []string{"timestamp time", "src_ip address", "src_port port", "dest_ip address", "dest_port port", "sni text"}
	switch g.IntN(3) {
	case 0:
		event = append(event, "tls_error "+g.object("error_message text"))
	case 1:
		event = append(event, "revocation_check "+g.object("leaf_cert_fpr text", "status text", "action text"))
	default:
		ja3 := func() string { return g.object("hash text", "string text") }
		event = append(event, "event_type type", "flow_id count", "tx_id count", "proto text", "app_proto text", "direction text", "pkt_src text",
			"tls_inspected flag", "aws_category categories",
			"alert "+g.object("action text", "signature_id count", "rev count", "signature text", "category text", "severity count"),
			"verdict "+g.object("action text"),
			"tls "+g.object("sni text", "version text", "subject text", "issuerdn text", "serial text", "fingerprint text",
				"notbefore date", "notafter date", "session_resumed flag", "ja3 "+ja3(), "ja3s "+ja3(), "ja4 text"))
	}
	members := []string{"firewall_name text", "availability_zone text", "event_timestamp epoch", "event " + g.object(event...)}
	if g.IntN(10) == 0 {
		members = append(members, "aws_category categories")
	}
	return g.object(members...)
}
