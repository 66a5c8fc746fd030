package alb

import (
	"errors"
	"fmt"
	"math/big"
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/awstls/awstls/tlslog"
)

func date(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

func TestParseRecord(t *testing.T) {
	eleven := Record{
		Time:                date("2026-09-23T07:11:27.691358Z"),
		ClientIP:            netip.MustParseAddr("192.0.2.10"),
		ClientPort:          64326,
		ListenerPort:        443,
		TLSProtocol:         "TLSv1.3",
		TLSCipher:           "TLS_AES_128_GCM_SHA256",
		TLSHandshakeLatency: tlslog.Some(36 * time.Millisecond),
		TLSVerifyStatus:     "Success",
	}
	base := withNewer(eleven, len(newer))
	with := func(change func(r *Record)) Record {
		r := base
		change(&r)
		return r
	}
	subject := func(text string) string {
		return head + tls13 + text + " NotBefore=2026-01-01T00:00:00Z;NotAfter=2126-06-17T22:43:21Z FEF257372D5C14D4FEF257372D5C14D4FEF25737 Success" + tail
	}
	withSubject := func(text string) Record {
		return with(func(r *Record) {
			r.LeafClientCertSubject = text
			r.LeafClientCertValidity = tlslog.Validity{NotBefore: date("2026-01-01T00:00:00Z"), NotAfter: date("2126-06-17T22:43:21Z")}
			r.LeafClientCertSerialNumber = "FEF257372D5C14D4FEF257372D5C14D4FEF25737"
		})
	}
	type test struct {
		name string
		line string
		want Record
	}
	tests := []test{
		{"a new column", good + " -", with(func(r *Record) { r.Extra = "-" })},
		{"three new columns", good + ` "-" "a b" c`, with(func(r *Record) { r.Extra = `"-" "a b" c` })},
		{"line feed", good + "\r\n", base},
		{"space at the end", good + " ", base},
		{"HTTP listener", head + "- - - " + noCert + "-" + tail, with(func(r *Record) {
			r.TLSProtocol, r.TLSCipher, r.TLSHandshakeLatency, r.TLSVerifyStatus = "", "", tlslog.Opt[time.Duration]{}, ""
		})},
		{"no latency is not zero", strings.Replace(good, "0.036", "0.000", 1), with(func(r *Record) { r.TLSHandshakeLatency = tlslog.Some(time.Duration(0)) })},
		{"latency with more decimals", strings.Replace(good, "0.036", "0.0360001", 1), with(func(r *Record) { r.TLSHandshakeLatency = tlslog.Some(36*time.Millisecond + 100) })},
		{"IPv6", strings.Replace(good, "192.0.2.10", "2001:db8::1", 1), with(func(r *Record) { r.ClientIP = netip.MustParseAddr("2001:db8::1") })},
		{"long IPv6", strings.Replace(good, "192.0.2.10", "2001:0db8:0000:0000:0000:0000:0000:0001", 1), with(func(r *Record) { r.ClientIP = netip.MustParseAddr("2001:db8::1") })},
		{"whole seconds", strings.Replace(good, ".691358Z", "Z", 1), with(func(r *Record) { r.Time = date("2026-09-23T07:11:27Z") })},
		{"failure", strings.Replace(good, "Success", "Failed:ClientCertExpired", 1), with(func(r *Record) { r.TLSVerifyStatus = "Failed:ClientCertExpired" })},
		{"unknown failure", strings.Replace(good, "Success", "Failed:New", 1), with(func(r *Record) { r.TLSVerifyStatus = "Failed:New" })},
		{"quoted values", strings.Replace(good, "x25519", `"x25519"`, 1), base},
		{"subject", subject(`"CN=a b,OU=x y z,O=Foo\, Inc."`), withSubject(`CN=a b,OU=x y z,O=Foo\, Inc.`)},
		{"subject with escaped marks", subject(`"CN=a \"q\" b"`), withSubject(`CN=a \"q\" b`)},
		{"subject with coded marks", subject(`"CN=a \x22q\x22 b"`), withSubject(`CN=a \x22q\x22 b`)},
		{"subject with bare marks", subject(`"CN=a"q"b"`), withSubject(`CN=a"q"b`)},
		{"subject that ends in a backslash", subject(`"CN=a\\"`), withSubject(`CN=a\\`)},
		{"subject in UTF-8", subject(`"CN=Zoë"`), withSubject(`CN=Zoë`)},
		{"subject in bytes", subject("\"CN=\xff\""), withSubject("CN=\xff")},
		{"empty subject", subject(`""`), withSubject("")},
		{"subject without marks", subject("CN=a"), withSubject("CN=a")},
	}
	for n := range len(newer) + 1 {
		tests = append(tests, test{fmt.Sprint(11+n, " columns"), success + lineOf(n), withNewer(eleven, n)})
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rec, err := ParseRecord(tt.line)
			if err != nil {
				t.Fatal(err)
			}
			if rec.Canonical() != tt.want {
				t.Errorf("record differs (-want +got):\n%s", diff(tt.want, rec.Canonical()))
			}
			line := strings.TrimRight(tt.line, "\r\n")
			if got := rec.String(); got != line {
				t.Errorf("written as %s\nread as    %s", got, line)
			}
			// The canonical line holds the same values.
			again, err := ParseRecord(rec.Canonical().String())
			if err != nil || again != tt.want {
				t.Errorf("the canonical line: %v, %s", err, diff(tt.want, again))
			}
		})
	}
}

func TestParseRecordErrors(t *testing.T) {
	for line, want := range map[string]tlslog.ParseError{
		"":                     {Err: tlslog.ErrSyntax},
		good + "\n" + good:     {Offset: int64(len(good)), Err: tlslog.ErrSyntax},
		"Enable AccessLog":     {Err: tlslog.ErrSyntax},
		"x" + good:             {Field: "timestamp", Err: tlslog.ErrTime},
		head + tls13 + `"a - `: {Offset: int64(len(head + tls13)), Field: "leaf_client_cert_subject", Err: tlslog.ErrQuote},
	} {
		want.Format, want.Record, want.Line = "alb", 1, 1
		rec, err := ParseRecord(line)
		if got, ok := errors.AsType[*tlslog.ParseError](err); !ok || *got != want {
			t.Errorf("%q: got %v, want %v", line, err, &want)
		}
		if got := rec.String(); err != nil && got != line && rec != (Record{}) {
			t.Errorf("%q: written as %s", line, got)
		}
	}
}

// TestAppendLineChanged checks that a record that was changed after it was
// read does not give back what it was.
func TestAppendLineChanged(t *testing.T) {
	rec := mustParse(t, success)
	rec.ClientIP = netip.MustParseAddr("0.0.0.0")
	want := strings.Replace(success, "192.0.2.10", "0.0.0.0", 1) + absentOf(len(newer))
	if got := rec.String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestAppendLineZero(t *testing.T) {
	if got, want := (Record{}).String(), `- - - - - - - "-" - - -`+absentOf(len(newer)); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestAppendLineHostile checks that no value can break out of its column.
func TestAppendLineHostile(t *testing.T) {
	whole := mustParse(t, good)
	for _, s := range []string{"a b", `"`, `"a`, "a\nb", "a\r", `a"`, `a" b`, `\`, `a\`, `a\\`, "a\\\n", `\" x`, " ", "\n", `a" "b`} {
		rec := whole
		rec.LeafClientCertSubject = s
		rec.TLSCipher = tlslog.CipherName(s)
		rec.ELB = s
		rec.Extra = ""
		line := rec.String()
		got, err := ParseRecord(line)
		if err != nil || got.ConnTraceID != whole.ConnTraceID || got.IPAddress != whole.IPAddress || got.Extra != "" || strings.ContainsAny(line, "\r\n") {
			t.Errorf("%q breaks its column: %v in %s", s, err, line)
		}
		// What is read back is written in the same way.
		if again := got.String(); again != line {
			t.Errorf("%q: written as %s, then as %s", s, line, again)
		}
	}
}

var rfc3339 = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):?[0-5][0-9])$`)

func TestAppendLineExtra(t *testing.T) {
	rec := mustParse(t, good)
	rec.Extra = "a\nb \"c\"\r"
	if got, want := rec.String(), good+` a\x0Ab "c"\x0D`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestShifted checks that no value of a line with a lost column is taken for
// another's.
func TestShifted(t *testing.T) {
	for _, line := range []string{
		strings.Replace(good, "64326 443", "64326  443", 1),
		strings.Replace(good, head, "- x y z ", 1),
	} {
		rec, err := ParseRecord(line)
		if e, ok := rec.Event(); err == nil || ok || rec.Canonical() != (Record{}) {
			t.Errorf("%q gives %+v, %v", line, e, err)
		}
	}
}

// slowParse is ParseRecord by plain means: what it takes for a record is one,
// and has these values.
func slowParse(line string) (Record, bool) {
	var rec Record
	var values []string
	rest, more := line, true
	for more && rest != "" && len(values) < 11+len(newer) {
		var v string
		if body, quoted := strings.CutPrefix(rest, `"`); quoted {
			end := -1
			for i, escaped := 0, false; i < len(body); i++ {
				if !escaped && body[i] == '"' && (i+1 == len(body) || body[i+1] == ' ') {
					end = i
					break
				}
				escaped = !escaped && body[i] == '\\'
			}
			if end < 0 {
				return rec, false
			}
			v, rest = body[:end], body[end+1:]
			rest, more = strings.CutPrefix(rest, " ")
		} else {
			v, rest, more = strings.Cut(rest, " ")
			if v == "" {
				return rec, false
			}
		}
		if v == "-" {
			v = ""
		}
		values = append(values, v)
	}
	if len(values) < 11 {
		return rec, false
	}
	if more {
		rec.Extra = rest
	}
	values = append(values, make([]string, 11+len(newer)-len(values))...)
	ok := true
	stamp := func(s string) (t time.Time) {
		if s == "" {
			return t
		}
		t, err := time.Parse("2006-01-02T15:04:05Z0700", s)
		if err != nil {
			t, err = time.Parse(time.RFC3339, s)
		}
		// time.Parse takes more than RFC 3339 allows.
		ok = ok && err == nil && rfc3339.MatchString(s) && t.UTC().Year() >= 0 && t.UTC().Year() <= 9999
		return t.UTC()
	}
	addr := func(s string) netip.Addr {
		a, valid := slowAddr(s)
		ok = ok && valid
		return a
	}
	port := func(s string) uint16 {
		if s == "" {
			return 0
		}
		n, err := strconv.ParseUint(s, 10, 16)
		ok = ok && err == nil && len(s) <= 5
		return uint16(n)
	}
	rec.Time = stamp(values[0])
	rec.ClientIP = addr(values[1])
	rec.ClientPort = port(values[2])
	rec.ListenerPort = port(values[3])
	rec.TLSProtocol = tlslog.ProtocolName(values[4])
	rec.TLSCipher = tlslog.CipherName(values[5])
	if s := values[6]; s != "" {
		decimal := regexp.MustCompile(`^[0-9]+(\.[0-9]{1,9})?$`)
		r, isRat := new(big.Rat).SetString(s)
		if ok = ok && isRat && decimal.MatchString(s); ok {
			r.Mul(r, big.NewRat(int64(time.Second), 1))
			ok = r.IsInt() && r.Num().IsInt64()
			rec.TLSHandshakeLatency = tlslog.Some(time.Duration(r.Num().Int64()))
		}
	}
	rec.LeafClientCertSubject = values[7]
	if s := values[8]; s != "" {
		from, to, cut := strings.Cut(strings.TrimPrefix(s, "NotBefore="), ";NotAfter=")
		ok = ok && cut && strings.HasPrefix(s, "NotBefore=") && from != "" && to != ""
		rec.LeafClientCertValidity = tlslog.Validity{NotBefore: stamp(from), NotAfter: stamp(to)}
	}
	rec.LeafClientCertSerialNumber = values[9]
	rec.TLSVerifyStatus = VerifyStatus(values[10])
	for i, c := range newer {
		valid := c.set(&rec, values[11+i])
		ok = ok && valid
	}
	return rec, ok
}

// FuzzParseRecord compares ParseRecord with its slow twin, and checks that
// AppendLine gives back every line byte for byte.
func FuzzParseRecord(f *testing.F) {
	for line := range strings.Lines(logText) {
		f.Add(strings.TrimSuffix(line, "\n"))
	}
	f.Add(success + ` TID_1 x25519 "a  b" 198.51.100.7`)
	f.Fuzz(func(t *testing.T, line string) {
		first, _, _ := strings.Cut(line, " ")
		if strings.ContainsAny(line, "\r\n") || strings.Contains(first, "\t") || strings.HasPrefix(strings.TrimLeft(line, " \t"), "{") {
			_, _ = ParseRecord(line) // it may be of a vended log; it must not panic
			return
		}
		rec, err := ParseRecord(line)
		want, ok := slowParse(line)
		if ok != (err == nil) {
			t.Fatalf("error %v, want a record: %v", err, ok)
		}
		if err != nil {
			return
		}
		if rec.Canonical() != want {
			t.Fatalf("record differs (-want +got):\n%s", diff(want, rec.Canonical()))
		}
		if got := rec.String(); got != line {
			t.Fatalf("written as %q\nread as    %q", got, line)
		}
		// What Canonical leaves out is the spelling alone, except for a
		// subject without quotation marks that cannot stand between them, and
		// for a text between some that cannot stand without.
		if s := want.LeafClientCertSubject; strings.HasSuffix(s, `"`) || strings.HasSuffix(s, `\`) {
			return
		}
		for _, s := range []string{
			string(want.TLSProtocol), string(want.TLSCipher), want.LeafClientCertSerialNumber, string(want.TLSVerifyStatus),
			want.ConnTraceID, string(want.TLSKeyExchange), want.ELB,
		} {
			if strings.Contains(s, " ") || strings.HasPrefix(s, `"`) {
				return
			}
		}
		again, err := ParseRecord(rec.Canonical().String())
		if err != nil || again.Canonical() != want {
			t.Fatalf("the canonical line %q gives %v and (-want +got)\n%s", rec.Canonical(), err, diff(want, again))
		}
	})
}

// TestCanonicalQuoted: a value that stands in quotation marks, though AWS has
// none there, is the same in the spelling of AWS.
func TestCanonicalQuoted(t *testing.T) {
	rec, err := ParseRecord(`2026-09-23T07:11:27.691358Z 192.0.2.10 64326 443 "TLS v" "a b" 0.036 "-" - - "a status of words" "ne  column" -`)
	if err != nil || rec.TLSProtocol != "TLS v" || rec.TLSVerifyStatus != "a status of words" || rec.ConnTraceID != "ne  column" {
		t.Fatalf("%+v, %v", rec, err)
	}
	again, err := ParseRecord(rec.Canonical().String())
	if err != nil || again.Canonical() != rec.Canonical() {
		t.Errorf("%v: %q gives %s", err, rec.Canonical(), diff(rec.Canonical(), again.Canonical()))
	}
}

// TestQuotationMarkAtEnd: a value that ends with a quotation mark is written as
// it was read.
func TestQuotationMarkAtEnd(t *testing.T) {
	for _, subject := range []string{`QQQ`, `QCN=aQQ`, `QCN=aQbQQ`} {
		subject = strings.ReplaceAll(subject, "Q", `"`)
		line := `2026-09-23T07:11:27.691358Z 192.0.2.10 64326 443 TLSv1.3 TLS_AES_128_GCM_SHA256 0.036 ` + subject + ` - - Success TID_1 x25519 app/w/b 198.51.100.7`
		if rec, err := ParseRecord(line); err != nil || rec.String() != line || rec.LeafClientCertSubject != subject[1:len(subject)-1] {
			t.Errorf("%q, %v: written as %q", line, err, rec.String())
		}
	}
}

// FuzzAppendLine checks that every record, however made, is written as one
// line that reads back as the same line.
func FuzzAppendLine(f *testing.F) {
	f.Add("a b", `a" b`, "a\nb", int64(36_000_000), int64(0))
	f.Add(`"`, `\`, "-", int64(-1), int64(1<<40))
	f.Fuzz(func(t *testing.T, cipher, subject, trace string, latency, second int64) {
		rec := Record{
			Time:                  time.Unix(second%(1<<37), 0).UTC(),
			TLSCipher:             tlslog.CipherName(cipher),
			LeafClientCertSubject: subject,
			ConnTraceID:           trace,
		}
		if latency >= 0 {
			rec.TLSHandshakeLatency = tlslog.Some(time.Duration(latency))
		}
		line := rec.String()
		if strings.ContainsAny(line, "\r\n") {
			t.Fatalf("two lines: %q", line)
		}
		got, err := ParseRecord(line)
		if err != nil && rec.Time.Year() >= 1 && rec.Time.Year() <= 9999 {
			t.Fatalf("%v in %q", err, line)
		}
		if again := got.String(); err == nil && again != line {
			t.Fatalf("written as %q, then as %q", line, again)
		}
	})
}

// TestParseRecordVended: an entry of a vended log is read as a line is.
func TestParseRecordVended(t *testing.T) {
	want := mustParse(t, classicLine)
	for _, text := range []string{vendedJSON, vendedRow, vendedRow + "\r\n", " " + vendedJSON + "\n"} {
		if rec, err := ParseRecord(text); err != nil || rec.Canonical() != want {
			t.Errorf("%s: %v, %s", text, err, diff(want, rec))
		}
	}
	newer := want
	newer.Extra = "h2\t-"
	if rec, err := ParseRecord(vendedRow + "\th2\t-"); err != nil || rec != newer {
		t.Errorf("%v, %s", err, diff(newer, rec))
	}
}
