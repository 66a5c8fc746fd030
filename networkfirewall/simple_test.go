package networkfirewall

import (
	"strings"
	"testing"

	"github.com/awstls/awstls/internal/jsonscan"
)

// notSimple are changes to a simple record behind which it is none.
var notSimple = []struct{ old, new string }{
	{`{"firewall_name"`, `{ "firewall_name"`},
	{`"egress"`, `""`},
	{`"egress"`, `"ägress"`},
	{`"egress"`, `"\u0065gress"`},
	{`1772370845`, `772370845`},
	{`1772370845`, `0772370845`},
	{`1772370845`, `"1772370845"`},
	{`1772370845`, `1772370845.5`},
	{`000001Z`, `000001+0000`},
	{`000001Z`, `0000010Z`},
	{`2026-03-01T13:14:05.000001Z`, `0001-01-01T00:00:00.000000Z`},
	{`10.0.2.54`, `10.0.2.256`},
	{`10.0.2.54`, `10.0.02.54`},
	{`10.0.2.54`, `10.0.2.5.4`},
	{`10.0.2.54`, `2001:DB8::1`},
	{`10.0.2.54`, `2001:db8:0::1`},
	{`"44798"`, `44798`},
	{`"44798"`, `"0"`},
	{`"44798"`, `"044798"`},
	{`"44798"`, `"65536"`},
	{`"44798"`, `"4294967297"`},
	{`"44798"`, `""`},
	{`"sni":"www.example.com"`, `"sni":""`},
	{`"sni":`, `"sni":"-","sni":`},
	{`"src_ip"`, `"src_ip":"192.0.2.1","src_ip"`},
	{`"sni"`, `"new":1,"sni"`},
	{`"sni"`, `"event_type":"alert","sni"`},
	{`"}}}`, `"},"new":1}}`},
	{`"}}}`, `"}},"new":1}`},
	{`"}}}`, `","new":1}}}`},
	{`,"tls_error"`, `},"tls_error"`},
}

// TestSimple tells simple records from others. That both are read to the same
// result is for TestOracle.
func TestSimple(t *testing.T) {
	both := strings.Replace(wrongName, `"tls_error"`, `"revocation_check":{"leaf_cert_fpr":"00","status":"UNKNOWN","action":"PASS"},"tls_error"`, 1)
	v6 := strings.Replace(wrongName, "10.0.2.54", "2001:db8::1", 1)
	for _, text := range []string{noName, wrongName, revocation, both, v6} {
		if !isSimple(text) {
			t.Errorf("%s is not simple", text)
		}
	}
	for _, change := range notSimple {
		text := strings.Replace(wrongName, change.old, change.new, 1)
		if text == wrongName || isSimple(text) {
			t.Errorf("%s is simple", text)
		}
		checkText(t, text)
	}
}

func isSimple(text string) bool {
	var sc jsonscan.Scanner
	sc.Reset(text, 0)
	p := parser{sc: &sc}
	var r Record
	return p.simple(&r)
}

// TestNearlySimple compares the reader with the oracle on simple records that
// are cut short, or have one byte that is another.
func TestNearlySimple(t *testing.T) {
	step := 1
	if testing.Short() {
		step = 7
	}
	for _, text := range []string{noName, wrongName, revocation} {
		for i := 0; i < len(text); i += step {
			checkText(t, text[:i])
			for _, c := range []string{`"`, `\`, `,`, `}`, `{`, `0`, ` `, "\n", "\x80", ""} {
				checkText(t, text[:i]+c+text[i+1:])
			}
			if t.Failed() {
				return
			}
		}
	}
}
