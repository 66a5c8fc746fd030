package logs

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/awstls/awstls/tlslog"
)

// TestDetectSample checks that each sample log is recognised for what its
// folder says.
func TestDetectSample(t *testing.T) {
	files, err := filepath.Glob("../../tlsreport/testdata/sample/*/*")
	if err != nil || len(files) < 8 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		head, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		want := filepath.Base(filepath.Dir(name))
		if got := Detect(head); got.String() != want {
			t.Errorf("%s is taken for a log of %q", name, got)
		}
		// The start of a log is enough.
		if got := Detect(head[:min(len(head), 512)]); got.String() != want {
			t.Errorf("%s, cut, is taken for a log of %q", name, got)
		}
	}
}

const line = `2026-09-23T07:11:27.691358Z 192.0.2.10 64326 443 TLSv1.3 TLS_AES_128_GCM_SHA256 0.036 "-" - - Success TID_01`

func TestDetect(t *testing.T) {
	for in, want := range map[string]tlslog.Source{
		"":                                   tlslog.SourceUnknown,
		" \n":                                tlslog.SourceUnknown,
		"hello":                              tlslog.SourceUnknown,
		"{}":                                 tlslog.SourceUnknown,
		`{"a":{"b":[1,"x"]}}`:                tlslog.SourceUnknown,
		`{"a":"conn_trace_id"`:               tlslog.SourceUnknown, // a value, not a name
		"\ufeff" + line:                      tlslog.SourceALB,
		"garbage\nmore\n" + line:             tlslog.SourceALB,
		"{\"a\":1}\n" + line:                 tlslog.SourceALB,
		"#fields: EVENTTIMESTAMP x\n":        tlslog.SourceCloudFront,
		`{"EventTimestamp":"1731620046814"}`: tlslog.SourceCloudFront,
		"\n\r\n" + line:                      tlslog.SourceALB,
		"Enable ConnectionLog for ELB: app/web/0 at 2026-05-30T16:47:00.781Z":                              tlslog.SourceALB,
		"https 2026-09-23T07:11:27.691358Z app/web/0123456789abcdef 192.0.2.10:64326 - -1 -1 -1 460 - 0 0": tlslog.SourceALB,
		`[{"time":"-","client_ip":"-","tls_verify_status":"-"}]`:                                           tlslog.SourceALB,
		"#Version: 1.0\n#Fields: date time x-edge-location sc-bytes\n":                                     tlslog.SourceCloudFront,
		"#Fields: connectionId connectionStatus\n":                                                         tlslog.SourceCloudFront,
		`{"eventTimestamp":"1731620046814"}`:                                                               tlslog.SourceCloudFront,
		"{\n \"proxy_name\": \"p\"":                                                                        tlslog.SourceNetworkFirewall,
		`{"Records":[`:                                                                                     tlslog.SourceCloudTrail,
		`{"awsAccountId":"111122223333","digestStartTime":"`:                                               tlslog.SourceCloudTrail,
		`{"event":{"timestamp":"2026"},"firewall_name":"f"}`:                                               tlslog.SourceNetworkFirewall,
		"2026-09-23T07:11:27Z" + strings.Repeat("\t-", 14):                                                 tlslog.SourceALB,
		"1790147487691" + strings.Repeat("\t-", 16):                                                        tlslog.SourceCloudFront,
		"a" + strings.Repeat("\tb", 20):                                                                    tlslog.SourceUnknown,
		strings.Repeat("[", 1000) + `{"Records":1`:                                                         tlslog.SourceUnknown,
		`{"x":"` + strings.Repeat("y", 1000) + `","userIdentity":{`:                                        tlslog.SourceCloudTrail,
	} {
		if got := Detect([]byte(in)); got != want {
			t.Errorf("%.60q is taken for a log of %q, want %q", in, got, want)
		}
	}
}

func FuzzDetect(f *testing.F) {
	f.Add([]byte(line))
	f.Add([]byte(`{"Records":[{"eventVersion":"1.08"}]}`))
	f.Add([]byte("#Fields: a b\n"))
	f.Add([]byte("\x1f\x8b\x08"))
	f.Fuzz(func(t *testing.T, head []byte) { Detect(head) })
}
