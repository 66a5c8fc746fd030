package x509text

import "strings"

// A rank says how specific an attribute type is, from a country to a person.
// The zero rank is that of types that stand anywhere in a name.
type rank uint8

const (
	rankNone rank = iota
	rankCountry
	rankState
	rankLocality
	rankOrganization
	rankUnit
	rankName
	rankEmail
)

// attributeTypes are the types known by name. The name is that of RFC 4514,
// section 3, for the nine that it lists, and OpenSSL's short name for the
// others; the long names are those of RFC 4519 and OpenSSL. Those that nearly
// every name has stand first.
var attributeTypes = [...]struct {
	name, oid string
	rank      rank
	others    [2]string
}{
	{"CN", "2.5.4.3", rankName, [2]string{"commonName"}},
	{"O", "2.5.4.10", rankOrganization, [2]string{"organizationName"}},
	{"OU", "2.5.4.11", rankUnit, [2]string{"organizationalUnitName"}},
	{"C", "2.5.4.6", rankCountry, [2]string{"countryName"}},
	{"ST", "2.5.4.8", rankState, [2]string{"stateOrProvinceName", "S"}},
	{"L", "2.5.4.7", rankLocality, [2]string{"localityName"}},
	{"STREET", "2.5.4.9", rankNone, [2]string{"streetAddress"}},
	{"DC", "0.9.2342.19200300.100.1.25", rankCountry, [2]string{"domainComponent"}},
	{"UID", "0.9.2342.19200300.100.1.1", rankName, [2]string{"userId"}},
	{"emailAddress", "1.2.840.113549.1.9.1", rankEmail, [2]string{"E", "email"}},
	{"serialNumber", "2.5.4.5", rankNone, [2]string{}},
	{"postalCode", "2.5.4.17", rankNone, [2]string{}},
	{"SN", "2.5.4.4", rankNone, [2]string{"surname"}},
	{"GN", "2.5.4.42", rankNone, [2]string{"givenName", "G"}},
	{"title", "2.5.4.12", rankNone, [2]string{"T"}},
	{"name", "2.5.4.41", rankNone, [2]string{}},
	{"initials", "2.5.4.43", rankNone, [2]string{}},
	{"pseudonym", "2.5.4.65", rankNone, [2]string{}},
	{"description", "2.5.4.13", rankNone, [2]string{}},
	{"dnQualifier", "2.5.4.46", rankNone, [2]string{}},
	{"generationQualifier", "2.5.4.44", rankNone, [2]string{}},
	{"x500UniqueIdentifier", "2.5.4.45", rankNone, [2]string{}},
	{"businessCategory", "2.5.4.15", rankNone, [2]string{}},
	{"organizationIdentifier", "2.5.4.97", rankNone, [2]string{}},
	{"jurisdictionC", "1.3.6.1.4.1.311.60.2.1.3", rankNone, [2]string{"jurisdictionCountryName", "jurisdictionOfIncorporationCountryName"}},
	{"jurisdictionST", "1.3.6.1.4.1.311.60.2.1.2", rankNone, [2]string{"jurisdictionStateOrProvinceName", "jurisdictionOfIncorporationStateOrProvinceName"}},
	{"jurisdictionL", "1.3.6.1.4.1.311.60.2.1.1", rankNone, [2]string{"jurisdictionLocalityName", "jurisdictionOfIncorporationLocalityName"}},
	{"unstructuredName", "1.2.840.113549.1.9.2", rankNone, [2]string{}},
	{"unstructuredAddress", "1.2.840.113549.1.9.8", rankNone, [2]string{}},
}

// lookupType returns the name and the rank of the type that s spells, and
// whether it is known by name. An unknown one is returned as it is, but for the
// prefix OID.
func lookupType(s string) (name string, r rank, known bool) {
	for i := range attributeTypes {
		if attributeTypes[i].name == s {
			return s, attributeTypes[i].rank, true
		}
	}
	if len(s) > 4 && strings.EqualFold(s[:4], "OID.") {
		s = s[4:]
	}
	for i := range attributeTypes {
		t := &attributeTypes[i]
		if t.oid == s || foldEqual(t.name, s) || foldEqual(t.others[0], s) || foldEqual(t.others[1], s) {
			return t.name, t.rank, true
		}
	}
	return s, rankNone, false
}

// foldEqual is strings.EqualFold for a type that scanType has found, which is
// ASCII, and which is seldom as long as a.
func foldEqual(a, s string) bool { return len(a) == len(s) && strings.EqualFold(a, s) }

// scanType reads the attribute type at s[i:], after spaces, and the equals sign
// after it. It returns the type and the position after the sign.
func scanType(s string, i int) (typ string, end int, ok bool) {
	i = skipSpaces(s, i)
	end = i
	for end < len(s) && isTypeByte(s[end]) {
		end++
	}
	typ = s[i:end]
	end = skipSpaces(s, end)
	if end == len(s) || s[end] != '=' || !isType(typ) {
		return "", i, false
	}
	return typ, end + 1, true
}

func isTypeByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '.'
}

// isType reports whether s, which consists of bytes of types, is a type: a
// name, or an object identifier with or without the prefix OID.
func isType(s string) bool {
	dot := strings.IndexByte(s, '.')
	if dot < 0 {
		return s != "" && (s[0]|0x20)-'a' <= 'z'-'a'
	}
	if strings.EqualFold(s[:dot], "OID") {
		s = s[dot+1:]
	}
	arcs := 0
	for arc := range strings.SplitSeq(s, ".") {
		if arc == "" || arc != "0" && arc[0] == '0' || strings.Trim(arc, "0123456789") != "" {
			return false
		}
		arcs++
	}
	return arcs >= 2
}

func skipSpaces(s string, i int) int {
	for i < len(s) && s[i] == ' ' {
		i++
	}
	return i
}
