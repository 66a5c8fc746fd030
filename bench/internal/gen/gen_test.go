package gen

import (
	"bytes"
	"encoding/json"
	"io"
	"regexp"
	"strings"
	"testing"
)

var generators = map[string]Generator{
	"alb":             ALB,
	"cloudfront-json": CloudFrontJSON,
	"cloudfront-w3c":  CloudFrontW3C,
	"networkfirewall": NetworkFirewall,
	"cloudtrail":      CloudTrail,
}

func generate(t *testing.T, g Generator, size int64, seed uint64) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := g(&b, size, seed); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestSize(t *testing.T) {
	for name, g := range generators {
		const size, longest = 300_000, 30_000
		if n := len(generate(t, g, size, 1)); n < size || n > size+longest {
			t.Errorf("%s: %d bytes, want %d or a record more", name, n, size)
		}
	}
}

func TestDeterministic(t *testing.T) {
	for name, g := range generators {
		a := generate(t, g, 100_000, 1)
		if !bytes.Equal(a, generate(t, g, 100_000, 1)) {
			t.Errorf("%s: equal seeds give different logs", name)
		}
		if bytes.Equal(a, generate(t, g, 100_000, 2)) {
			t.Errorf("%s: different seeds give equal logs", name)
		}
	}
}

// TestNoRepetition checks that no two records are equal.
func TestNoRepetition(t *testing.T) {
	for name, g := range generators {
		seen := make(map[string]bool)
		for _, record := range records(t, generate(t, g, 700_000, 1)) {
			if seen[record] {
				t.Errorf("%s: twice in the log: %s", name, record)
			}
			seen[record] = true
		}
		if len(seen) < 300 {
			t.Errorf("%s: %d records in 700 kB", name, len(seen))
		}
	}
}

// TestEventSizes checks that CloudTrail's events have the sizes that real ones
// have.
func TestEventSizes(t *testing.T) {
	small, large := 0, 0
	events := records(t, generate(t, CloudTrail, 2<<20, 1))
	for _, event := range events {
		switch n := len(event); {
		case n < 500 || n > 22_000:
			t.Errorf("an event of %d bytes: %.100s", n, event)
		case n < 1000:
			small++
		case n > 5000:
			large++
		}
	}
	if n := len(events); small < n/50 || large < n/200 {
		t.Errorf("of %d events, %d are small and %d large", n, small, large)
	}
}

func TestWriteError(t *testing.T) {
	for name, g := range generators {
		r, w := io.Pipe()
		_ = r.Close()
		if err := g(w, 1000, 1); err != io.ErrClosedPipe {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// records returns the records of a log: its lines, or the events of a file.
func records(t *testing.T, log []byte) []string {
	t.Helper()
	var file struct{ Records []json.RawMessage }
	if json.Unmarshal(log, &file) != nil || file.Records == nil {
		return strings.Split(strings.TrimSuffix(string(log), "\n"), "\n")
	}
	events := make([]string, len(file.Records))
	for i, event := range file.Records {
		events[i] = string(event)
	}
	return events
}

// TestVariety checks that there are many of what differs in real logs. The
// names are those of the fields; a rare one is met some times in 2 MB.
func TestVariety(t *testing.T) {
	tests := []struct {
		name    string
		pattern string // its first group is the value
		atLeast int
	}{
		{"alb", `^\S+ (\S+)`, 1500},          // clients
		{"alb", ` (TLSv1\S*) `, 4},           // protocols
		{"alb", ` TLSv1\S* (\S+)`, 12},       // cipher suites
		{"alb", `"([^"]+)"`, 300},            // subjects
		{"alb", `"[^"]+" \S+ (\S+)`, 300},    // serial numbers
		{"alb", ` (Success|Failed:\S+) `, 6}, // statuses
		{"cloudfront-json", `"clientIp":"([^"]+)`, 800},
		{"cloudfront-json", `"tlsSni":"([^"]+)`, 150},
		{"cloudfront-json", `"tlsCipher":"([^"]+)`, 12},
		{"cloudfront-json", `SerialNumber":"([^"]+)`, 200},
		{"networkfirewall", `"dest_ip":"([^"]+)`, 800},
		{"networkfirewall", `"sni":"([^"]+)`, 800},
		{"networkfirewall", `"leaf_cert_fpr":"([^"]+)`, 1000}, // one of its own for each
		{"cloudtrail", `"sourceIPAddress":"([^"]+)`, 150},
		{"cloudtrail", `"cipherSuite":"([^"]+)`, 12},
		{"cloudtrail", `"clientProvidedHostHeader":"([^"]+)`, 50},
		{"cloudtrail", `"eventName":"([^"]+)`, 20},
		{"cloudtrail", `"arn":"([^"]+)`, 200}, // callers
	}
	logs := make(map[string][]string)
	for _, tt := range tests {
		if logs[tt.name] == nil {
			logs[tt.name] = records(t, generate(t, generators[tt.name], 2<<20, 1))
		}
		pattern := regexp.MustCompile(tt.pattern)
		seen := make(map[string]bool)
		for _, record := range logs[tt.name] {
			if m := pattern.FindStringSubmatch(record); m != nil {
				seen[m[1]] = true
			}
		}
		if len(seen) < tt.atLeast {
			t.Errorf("%s: %d different values of %s, want %d", tt.name, len(seen), tt.pattern, tt.atLeast)
		}
	}
}
