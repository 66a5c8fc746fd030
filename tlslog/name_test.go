package tlslog_test

import (
	"cmp"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/awstls/awstls/tlslog"
)

// nameTests are names in any order with their canonical texts.
var nameTests = []struct{ name, in, want string }{
	{"load balancer", "CN=amazondomains.com,O=endEntity,L=Seattle,ST=Washington,C=US", "CN=amazondomains.com,O=endEntity,L=Seattle,ST=Washington,C=US"},
	{"CloudFront", "C=US, ST=WA, L=Seattle, O=Amazon.com, OU=CloudFront, CN=client.test.mtls.net", "CN=client.test.mtls.net,OU=CloudFront,O=Amazon.com,L=Seattle,ST=WA,C=US"},
	{"OpenSSL 1.1", "C = US, O = Example, CN = a", "CN=a,O=Example,C=US"},
	{"RFC 4514 with spaces", "CN=myclient, OU=Documentation Team, DC=example, DC=com", "CN=myclient,OU=Documentation Team,DC=example,DC=com"},
	{"encoded without spaces", "DC=com,DC=example,O=x,CN=a", "CN=a,O=x,DC=example,DC=com"},
	{"empty", "", ""},
	{"one attribute", "CN=a", "CN=a"},
	{"empty value", "CN=,O=,C=US", "CN=,O=,C=US"},
	{"empty value at the end", "CN=a,O=", "CN=a,O="},

	// Which order it is in.
	{"same type without spaces", "OU=a,OU=b", "OU=a,OU=b"},
	{"same type with spaces", "OU=a, OU=b", "OU=b,OU=a"},
	{"same type with a space once", "OU=a, OU=b,OU=c", "OU=a,OU=b,OU=c"},
	{"no rank without spaces", "title=a,name=b", "title=a,name=b"},
	{"no rank with spaces", "title=a, name=b", "name=b,title=a"},
	{"extended validation", "businessCategory=x, jurisdictionC=US, serialNumber=1, C=US, O=b, CN=a", "CN=a,O=b,C=US,serialNumber=1,jurisdictionC=US,businessCategory=x"},
	{"e-mail behind CN", "C=US, O=b, CN=a, emailAddress=a@example.com", "emailAddress=a@example.com,CN=a,O=b,C=US"},
	{"most specific of several", "OU=c, CN=a + O=b", "CN=a+O=b,OU=c"},
	{"most specific of several, reversed", "O=b+CN=a,OU=c", "CN=a+O=b,OU=c"},

	// Types.
	{"cases", "cn=a,o=b,c=US", "CN=a,O=b,C=US"},
	{"long names", "commonName=a,organizationName=b,stateOrProvinceName=c,countryName=US", "CN=a,O=b,ST=c,C=US"},
	{"OIDs", "2.5.4.3=a,2.5.4.10=b,2.5.4.6=US", "CN=a,O=b,C=US"},
	{"OIDs with a prefix", "OID.2.5.4.3=a,oid.2.5.4.10=b", "CN=a,O=b"},
	{"unknown OID", "1.2.3.4=a,OID.0.9.1=b", "1.2.3.4=a,0.9.1=b"},
	{"unknown name", "favouriteDrink=tea,CN=a", "FAVOURITEDRINK=tea,CN=a"},
	{"other spellings", "E=a@example.com,S=b,T=c,G=d", "emailAddress=a@example.com,ST=b,title=c,GN=d"},
	{"pkix", "SERIALNUMBER=1,CN=a,STREET=b,POSTALCODE=c,ST=d", "serialNumber=1,CN=a,STREET=b,postalCode=c,ST=d"},

	// Escapes.
	{"special characters", `CN=\"\+\,\;\<\>\\\ \#\=`, `CN=\"\+\,\;\<\>\\ #=`},
	{"comma", `CN=a b,OU=x y z,O=Foo\, Inc.`, `CN=a b,OU=x y z,O=Foo\, Inc.`},
	{"hexadecimal pairs", `CN=Lu\C4\8Di\C4\87,O=\41\2c`, `CN=Lučić,O=A\,`},
	{"UTF-8", "CN=Lučić", "CN=Lučić"},
	{"invalid UTF-8", `CN=a\FFb,O=\C4`, `CN=a\FFb,O=\C4`},
	{"invalid UTF-8 as it is", "CN=a\xffb\xc4", `CN=a\FFb\C4`},
	{"control characters", "CN=a\tb\x00\x7f", `CN=a\09b\00\7F`},
	{"spaces around", "  CN =  a  ,  O =  b  ", "CN=a,O=b"},
	{"escaped spaces around", `CN=\ \ a \ ,O=\20b`, `CN=\  a \ ,O=\ b`},
	{"only spaces", `CN=\ ,O=\ \ ,C=\  \ `, `CN=\ ,O=\ \ ,C=\  \ `},
	{"spaces within", "CN=a  b", "CN=a  b"},
	{"number sign first", `CN=\#a,O=#a`, `CN=\#a,O=\#a`},
	{"number sign within", "CN=a#b", "CN=a#b"},
	{"equals sign", "CN=a=b", "CN=a=b"},
	{"nginx", `CN=a \x22q\x22 b,O=x`, `CN=a \"q\" b,O=x`},
	{"nginx over RFC 4514", `CN=a \x5C\x22q\x5C\x22 b,O=x\x5C, y\x5C\x5C`, `CN=a \"q\" b,O=x\, y\\`},
	{"nginx over hexadecimal pairs", `CN=\x5CC3\x5CA9`, `CN=é`},
	{"nginx, UTF-8", `CN=\xC3\xA9`, `CN=é`},
	{"nginx, quotation mark first", `CN=\x22q\x22,O=x`, `CN=\"q\",O=x`},
	{"nginx, backslash", `CN=a\x5Cz`, `CN=a\\z`},
	{"nginx, backslash at the end", `CN=a\x5C`, `CN=a\\`},
	{"escaped backslash before x22", `CN=a\\x22`, `CN=a\\x22`},
	{"nginx's backslash before an escape", `CN=a\x5C\"`, `CN=a\\\"`},
	{"bare quotation mark", `CN=a "q" b,O=x`, `CN=a \"q\" b,O=x`},

	// Values in quotation marks.
	{"quoted", `CN="Foo, Inc.",O=" x "`, `CN=Foo\, Inc.,O=\ x\ `},
	{"quoted, with a type", `CN="a, O=b",C=US`, `CN=a\, O=b,C=US`},
	{"quoted, with escapes", `CN="a\"b\\c\2C"`, `CN=a\"b\\c\,`},
	{"quoted, empty", `CN="",O=x`, `CN=,O=x`},
	{"quoted, spaces behind", `CN="a"  , O="b" + OU="c"`, `CN=a,O=b+OU=c`},
	{"quoted in part", `CN="a" b,O=x`, `CN=\"a\" b,O=x`},
	{"not closed", `CN="a,O=x`, `CN=\"a,O=x`},
	{"not closed, for the mark is escaped", `CN="a\",O=x`, `CN=\"a\",O=x`},

	// Encoded values.
	{"UTF8String", "CN=#0c03c3a961", "CN=éa"},
	{"PrintableString", "CN=#1301610a,O=#130161", `CN=#1301610a,O=a`},
	{"IA5String", "1.2.840.113549.1.9.1=#160d61406578616d706c652e636f6d", "emailAddress=a@example.com"},
	{"BMPString", "CN=#1e0400e920ac", "CN=é€"},
	{"BMPString, surrogate", "CN=#1e04d83dde00", "CN=#1e04d83dde00"},
	{"BMPString, odd", "CN=#1e03004100", "CN=#1e03004100"},
	{"TeletexString beyond ASCII", "CN=#1401e9", "CN=#1401e9"},
	{"invalid UTF8String", "CN=#0c01ff", "CN=#0c01ff"},
	{"empty UTF8String", "CN=#0c00", "CN="},
	{"long form", "CN=#0c8103616263,O=#0c820001414", `CN=abc,O=\#0c820001414`},
	{"indefinite length", "CN=#0c80616263", "CN=#0c80616263"},
	{"length of too many bytes", "CN=#0c8400000001ff", "CN=#0c8400000001ff"},
	{"length beyond the end", "CN=#0cff", "CN=#0cff"},
	{"no string", "1.3.6.1.4.1.1466.0=#04024869", "1.3.6.1.4.1.1466.0=#04024869"},
	{"case of digits", "1.2.3=#0402ABCD", "1.2.3=#0402abcd"},
	{"one byte", "CN=#0c", "CN=#0c"},
	{"no digits", "CN=#,O=x", `CN=\#,O=x`},
	{"odd number of digits", "CN=#0c1", `CN=\#0c1`},
	{"spaces behind", "CN=#0c0161  , O=x", "CN=a,O=x"},
	{"not all digits", "CN=#0c0161g", `CN=\#0c0161g`},

	// Several attributes in one relative name.
	{"plus sign", "CN=b+CN=a,C=US", "CN=a+CN=b,C=US"},
	{"plus sign with spaces", "C=US, CN=b + UID=x", "CN=b+UID=x,C=US"},
	{"sorted", "ST=4+O=3+L=2+C=1", "C=1+L=2+O=3+ST=4"},
	{"more than eight", "C=9+C=8+C=7+C=6+C=5+C=4+C=3+C=2+C=1", "C=1+C=2+C=3+C=4+C=5+C=6+C=7+C=8+C=9"},
	{"the same twice", "CN=a+CN=a", "CN=a+CN=a"},
	{"more than sixteen", "OU=1,OU=2,OU=3,OU=4,OU=5,OU=6,OU=7,OU=8,OU=9,OU=10,OU=11,OU=12,OU=13,OU=14,OU=15,OU=16,OU=17,C=US", "OU=1,OU=2,OU=3,OU=4,OU=5,OU=6,OU=7,OU=8,OU=9,OU=10,OU=11,OU=12,OU=13,OU=14,OU=15,OU=16,OU=17,C=US"},

	// Special characters without an escape.
	{"semicolons", "CN=a;O=b;C=US", "CN=a,O=b,C=US"},
	{"bare comma", "C=US, O=Foo, Inc., CN=a", `CN=a,O=Foo\, Inc.,C=US`},
	{"bare comma at the end", "CN=a,", `CN=a\,`},
	{"bare plus sign", "CN=+1 234,O=A+B", `CN=\+1 234,O=A\+B`},
	{"bare semicolon", "CN=a;b", `CN=a\;b`},
	{"an address", "CN=https://example.com/?a;b=c,O=d", `CN=https://example.com/?a,B=c,O=d`},
}

var notNames = []string{
	"-", " ", "a", ",", "=", "=a", "CN", "CN,O=a", " = ", ",CN=a", "C N=a", "2=a", "2.=a", ".2=a", "2..5=a", "2.05=a", "2.5a=a",
	"OID.=a", "OID.2=a", "a.b=c", "a_b=c", "é=a", "-a=b",
	`CN=\`, `CN=a\`, `CN=\g`, `CN=\4`, `CN=\x`, `CN=\x2`, `CN=\xg0`, `CN="\z"`, "/C=US/CN=a",
}

func TestParseDistinguishedName(t *testing.T) {
	for _, tt := range nameTests {
		t.Run(tt.name, func(t *testing.T) {
			n, ok := tlslog.ParseDistinguishedName(tt.in)
			if !ok || n.String() != tt.want {
				t.Errorf("%s\ngot  %s, %v\nwant %s", tt.in, n, ok, tt.want)
			}
			checkName(t, tt.in)
		})
	}
	for _, s := range notNames {
		if n, ok := tlslog.ParseDistinguishedName(s); ok || !n.IsZero() {
			t.Errorf("%q is the name %s", s, n)
		}
	}
}

func TestParseNameOrders(t *testing.T) {
	for _, tt := range []struct{ in, rfc4514, openssl string }{
		{"CN=a,C=US", "CN=a,C=US", "C=US,CN=a"},
		{"C=US, CN=a", "C=US,CN=a", "CN=a,C=US"},
		{"CN=a+UID=b,OU=c+O=d", "CN=a+UID=b,O=d+OU=c", "O=d+OU=c,CN=a+UID=b"},
	} {
		if n, ok := tlslog.ParseRFC4514Name(tt.in); !ok || n.String() != tt.rfc4514 {
			t.Errorf("RFC 4514: %s is %s, %v", tt.in, n, ok)
		}
		if n, ok := tlslog.ParseOpenSSLName(tt.in); !ok || n.String() != tt.openssl {
			t.Errorf("OpenSSL: %s is %s, %v", tt.in, n, ok)
		}
	}
}

// TestNamesDiffer holds names that must not be equal.
func TestNamesDiffer(t *testing.T) {
	for _, tt := range [][2]string{
		{"CN=a", "CN=A"},
		{"CN=a b", "CN=a  b"},
		{"CN=a,O=b", "CN=a+O=b"},
		{"CN=a,O=b", `CN=a\,O=b`},
		{"CN=a", "OU=a"},
		{"OU=a,OU=b,C=US", "OU=b,OU=a,C=US"},
		{"CN=#04024869", `CN=\#04024869`},
		{"CN=", ""},
	} {
		m, _ := tlslog.ParseDistinguishedName(tt[0])
		n, _ := tlslog.ParseDistinguishedName(tt[1])
		if m == n {
			t.Errorf("%s and %s are one", tt[0], tt[1])
		}
	}
}

func FuzzParseDistinguishedName(f *testing.F) {
	for _, tt := range nameTests {
		f.Add(tt.in)
	}
	for _, s := range notNames {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkName(t, s) })
}

// checkName checks what holds for every text.
func checkName(t *testing.T, s string) {
	t.Helper()
	n, ok := tlslog.ParseDistinguishedName(s)
	first, ok1 := tlslog.ParseRFC4514Name(s)
	last, ok2 := tlslog.ParseOpenSSLName(s)
	if ok1 != ok || ok2 != ok || n != first && n != last {
		t.Fatalf("%q: %s, %v in either order, %s, %v and %s, %v in one", s, n, ok, first, ok1, last, ok2)
	}
	if !ok {
		return
	}
	text := n.String()
	if !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		t.Fatalf("%q: %q is no printable text", s, text)
	}
	again, ok := tlslog.ParseRFC4514Name(text)
	if !ok || again != n {
		t.Fatalf("%q: %q is not canonical but %q", s, text, again)
	}
	// Read in reverse from the text in reverse, it is the same.
	attrs := slices.Collect(n.Attributes())
	if reversed, ok := tlslog.ParseOpenSSLName(printAttributes(attrs)); !ok || reversed != n {
		t.Fatalf("%q: %q is %q in OpenSSL's order", s, text, reversed)
	}
}

// printAttributes writes attributes in the order of certificates, with a pair
// of hexadecimal digits for every byte of the values.
func printAttributes(attrs []tlslog.Attribute) string {
	var b strings.Builder
	for i := len(attrs) - 1; i >= 0; i-- {
		a := attrs[i]
		if i < len(attrs)-1 {
			if a.RDN == attrs[i+1].RDN {
				b.WriteString(" + ")
			} else {
				b.WriteString(", ")
			}
		}
		b.WriteString(a.Type + "=")
		if a.Encoded {
			b.WriteString(a.Value)
			continue
		}
		for j := range len(a.Value) {
			fmt.Fprintf(&b, `\%02X`, a.Value[j])
		}
	}
	return b.String()
}

// The types of an oracle's names, with their object identifiers. The first
// nine are those that crypto/x509/pkix knows by name.
var oracleTypes = []struct {
	name string
	oid  asn1.ObjectIdentifier
}{
	{"C", asn1.ObjectIdentifier{2, 5, 4, 6}},
	{"O", asn1.ObjectIdentifier{2, 5, 4, 10}},
	{"OU", asn1.ObjectIdentifier{2, 5, 4, 11}},
	{"CN", asn1.ObjectIdentifier{2, 5, 4, 3}},
	{"serialNumber", asn1.ObjectIdentifier{2, 5, 4, 5}},
	{"L", asn1.ObjectIdentifier{2, 5, 4, 7}},
	{"ST", asn1.ObjectIdentifier{2, 5, 4, 8}},
	{"STREET", asn1.ObjectIdentifier{2, 5, 4, 9}},
	{"postalCode", asn1.ObjectIdentifier{2, 5, 4, 17}},
	{"emailAddress", asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 1}},
	{"DC", asn1.ObjectIdentifier{0, 9, 2342, 19200300, 100, 1, 25}},
	{"1.2.3.4", asn1.ObjectIdentifier{1, 2, 3, 4}},
}

// FuzzNameOracle makes a name out of any text, prints it in every way in which
// a program could, and checks that each way leads back to it.
func FuzzNameOracle(f *testing.F) {
	f.Add("\x00US\x7f\x01Example, Inc.\x7f\x03client")
	f.Add("\x03Lučić \"x\"\x7f\x83a+b\x7f\x09a@example.com")
	f.Add("\x00 \x7f\x01  \x7f\x02#a\x7f\x82\\\x7f\x0b;<>=")
	f.Add("\x02\x7f\x02a\x7f\x82b\x7f\x82c, CN=d\x7f\x8a\"\\\"")
	f.Fuzz(func(t *testing.T, s string) {
		var seq pkix.RDNSequence
		for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == 0x7f }) {
			typ, value := part[0], part[1:]
			if !utf8.ValidString(value) {
				return // pkix writes U+FFFD
			}
			a := pkix.AttributeTypeAndValue{Type: oracleTypes[int(typ&0x7f)%len(oracleTypes)].oid, Value: value}
			if typ >= 0x80 && len(seq) > 0 {
				seq[len(seq)-1] = append(seq[len(seq)-1], a)
			} else {
				seq = append(seq, pkix.RelativeDistinguishedNameSET{a})
			}
		}
		want := oracleAttributes(seq)
		rfc4514 := seq.String()
		n, ok := tlslog.ParseRFC4514Name(rfc4514)
		if got := slices.Collect(n.Attributes()); !ok || !slices.Equal(sorted(got), sorted(want)) {
			t.Fatalf("%q of pkix: %v, %v\ngot  %+v\nwant %+v", rfc4514, n, ok, got, want)
		}
		openssl := printOpenSSL(seq)
		for _, text := range []string{openssl, printAttributes(want)} {
			if m, ok := tlslog.ParseOpenSSLName(text); !ok || m != n {
				t.Errorf("%q: %s, %v, not %s", text, m, ok, n)
			}
		}
		if m, ok := tlslog.ParseRFC4514Name(nginx(rfc4514)); !ok || m != n {
			t.Errorf("%q: %s, %v, not %s", nginx(rfc4514), m, ok, n)
		}
		// What a load balancer and what CloudFront would print is one name,
		// whatever the order is taken for.
		a, aok := tlslog.ParseDistinguishedName(rfc4514)
		b, bok := tlslog.ParseDistinguishedName(openssl)
		if !aok || !bok || a != b {
			t.Errorf("%q and %q are not the same: %s, %s", rfc4514, openssl, a, b)
		}
	})
}

// oracleAttributes returns what [tlslog.DistinguishedName.Attributes] is to
// return, but for the order within a relative name.
func oracleAttributes(seq pkix.RDNSequence) []tlslog.Attribute {
	var attrs []tlslog.Attribute
	for i := len(seq) - 1; i >= 0; i-- {
		for _, a := range seq[i] {
			j := slices.IndexFunc(oracleTypes, func(t struct {
				name string
				oid  asn1.ObjectIdentifier
			}) bool {
				return t.oid.Equal(a.Type)
			})
			attrs = append(attrs, tlslog.Attribute{Type: oracleTypes[j].name, Value: a.Value.(string), RDN: len(seq) - 1 - i})
		}
	}
	return attrs
}

func sorted(attrs []tlslog.Attribute) []tlslog.Attribute {
	return slices.SortedFunc(slices.Values(attrs), func(a, b tlslog.Attribute) int {
		return cmp.Or(cmp.Compare(a.RDN, b.RDN), cmp.Compare(a.Type, b.Type), cmp.Compare(a.Value, b.Value))
	})
}

// printOpenSSL writes a name as openssl x509 -nameopt oneline does.
func printOpenSSL(seq pkix.RDNSequence) string {
	var rdns []string
	for _, rdn := range seq {
		var attrs []string
		for _, a := range oracleAttributes(pkix.RDNSequence{rdn}) {
			value := strings.NewReplacer(`"`, `\"`, `\`, `\\`).Replace(a.Value)
			if strings.ContainsAny(a.Value, `,+;<>" #`) {
				value = `"` + value + `"`
			}
			attrs = append(attrs, a.Type+" = "+value)
		}
		rdns = append(rdns, strings.Join(attrs, " + "))
	}
	return strings.Join(rdns, ", ")
}

// nginx writes a text as nginx writes variables into logs.
func nginx(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c >= 0x7f {
			fmt.Fprintf(&b, `\x%02X`, c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func TestAttributes(t *testing.T) {
	n, _ := tlslog.ParseDistinguishedName(`C=US, O=Foo\, Inc., CN=b + UID=a, 1.2.3=#0500`)
	want := []tlslog.Attribute{
		{Type: "1.2.3", Value: "#0500", Encoded: true, RDN: 0},
		{Type: "CN", Value: "b", RDN: 1},
		{Type: "UID", Value: "a", RDN: 1},
		{Type: "O", Value: "Foo, Inc.", RDN: 2},
		{Type: "C", Value: "US", RDN: 3},
	}
	if got := slices.Collect(n.Attributes()); !slices.Equal(got, want) {
		t.Errorf("got %+v", got)
	}
	for range n.Attributes() {
		break // an iterator that goes on panics
	}
	if got := n.CommonName(); got != "b" {
		t.Errorf("the common name is %s", got)
	}
	for in, want := range map[string]string{"": "", "O=a": "", "CN=a,CN=b": "a", "CN=a, CN=b": "b"} {
		n, _ := tlslog.ParseDistinguishedName(in)
		if got := n.CommonName(); got != want {
			t.Errorf("%s has the common name %q", in, got)
		}
	}
}

func TestDistinguishedNameText(t *testing.T) {
	n, _ := tlslog.ParseDistinguishedName(`C=US, CN="a, b"`)
	text, err := json.Marshal(struct{ A, B tlslog.DistinguishedName }{A: n})
	if want := `{"A":"CN=a\\, b,C=US","B":""}`; err != nil || string(text) != want {
		t.Errorf("JSON: %s, %v", text, err)
	}
	var got struct{ A, B tlslog.DistinguishedName }
	if err := json.Unmarshal(text, &got); err != nil || got.A != n || !got.B.IsZero() {
		t.Errorf("came back as %v, %v", got, err)
	}
	if err := got.A.UnmarshalText([]byte("secret")); err == nil || strings.Contains(err.Error(), "secret") || got.A != n {
		t.Errorf("%v, %v", err, got.A)
	}
	if b, err := n.AppendText([]byte("x")); string(b) != `xCN=a\, b,C=US` || err != nil {
		t.Errorf("AppendText: %s, %v", b, err)
	}
}

// TestNameTime checks that hostile names take linear time: each of the texts
// makes a parser quadratic that looks ahead or back carelessly.
func TestNameTime(t *testing.T) {
	const size = 1 << 20
	for _, part := range []string{
		"CN=a,", ",", ", ", "+", "CN=\"", "CN=\"a,", `\"`, `\x5C`, "CN=#0", "A+", " ", "a", "=", "1.", "+CN=a", `CN=\`, "CN=\"\\\",",
	} {
		s := "CN=" + strings.Repeat(part, size/len(part))
		start := time.Now()
		n, _ := tlslog.ParseDistinguishedName(s)
		for range n.Attributes() {
		}
		if d := time.Since(start); d > 10*time.Second {
			t.Errorf("%v for 1 MiB of %q", d, part)
		}
	}
}

func TestNameAllocs(t *testing.T) {
	const canonical = "CN=amazondomains.com,O=endEntity,L=Seattle,ST=Washington,C=US"
	for _, tt := range []struct {
		in  string
		max float64
	}{{canonical, 0}, {"C=US, ST=WA, L=Seattle, O=Amazon.com, OU=CloudFront, CN=client.test.mtls.net", 1}} {
		if n := testing.AllocsPerRun(100, func() { tlslog.ParseDistinguishedName(tt.in) }); n > tt.max {
			t.Errorf("%v allocations for %s", n, tt.in)
		}
	}
	name, _ := tlslog.ParseDistinguishedName(canonical)
	if n := testing.AllocsPerRun(100, func() {
		if name.CommonName() != "amazondomains.com" {
			t.Error("another name")
		}
	}); n > 0 {
		t.Errorf("%v allocations for a CommonName", n)
	}
}

func BenchmarkParseDistinguishedName(b *testing.B) {
	for _, bb := range []struct{ name, in string }{
		{"alb", "CN=amazondomains.com,O=endEntity,L=Seattle,ST=Washington,C=US"},
		{"cloudfront", "C=US, ST=WA, L=Seattle, O=Amazon.com, OU=CloudFront, CN=client.test.mtls.net"},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(bb.in)))
			for b.Loop() {
				tlslog.ParseDistinguishedName(bb.in)
			}
		})
	}
}

func ExampleParseDistinguishedName() {
	alb, _ := tlslog.ParseDistinguishedName(`CN=client.example.com,O=Example\, Inc.,C=US`)
	cloudfront, _ := tlslog.ParseDistinguishedName(`C=US, O="Example, Inc.", CN=client.example.com`)
	fmt.Println(alb == cloudfront)
	fmt.Println(cloudfront)
	// Output:
	// true
	// CN=client.example.com,O=Example\, Inc.,C=US
}

func ExampleParseRFC4514Name() {
	n, ok := tlslog.ParseRFC4514Name("C=US, O=Example, CN=a") // a subject that starts with the CN
	fmt.Println(n, ok)
	// Output: C=US,O=Example,CN=a true
}

func ExampleParseOpenSSLName() {
	n, ok := tlslog.ParseOpenSSLName("CN=a, O=Example, C=US") // a subject that starts with the CN
	fmt.Println(n, ok)
	// Output: C=US,O=Example,CN=a true
}

func ExampleDistinguishedName_Attributes() {
	n, _ := tlslog.ParseDistinguishedName(`C=US, O="Example, Inc.", CN=a + UID=7`)
	for a := range n.Attributes() {
		fmt.Println(a.RDN, a.Type, a.Value)
	}
	// Output:
	// 0 CN a
	// 0 UID 7
	// 1 O Example, Inc.
	// 2 C US
}

func ExampleDistinguishedName_CommonName() {
	n, _ := tlslog.ParseDistinguishedName("C=US, O=Example, CN=client.example.com")
	fmt.Println(n.CommonName())
	// Output: client.example.com
}

func ExampleDistinguishedName_IsZero() {
	name, ok := tlslog.ParseDistinguishedName("")
	fmt.Println(name.IsZero(), ok)
	// Output: true true
}
