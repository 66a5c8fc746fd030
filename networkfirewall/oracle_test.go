package networkfirewall

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"math/big"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/awstls/awstls/tlslog"
)

// The oracle reads a record with encoding/json, in a slow way that shows at
// one sight what is meant: it takes the record apart into its values, each
// with the path of its member, and assigns them in their order.

// A leaf is a value in a record: one that is no object of the record's own
// shape, or stands where one belongs. An object of the shape is a leaf too,
// before those in it.
type leaf struct {
	level  level
	path   string
	value  string // compact JSON; {…} for an object of the shape that is not empty
	inner  bool   // an object of the shape belongs here
	offset int
}

// leaves takes text apart, an object of the level in.
func leaves(text string, in level, offset int, shape []level) []leaf {
	var all []leaf
	dec := json.NewDecoder(strings.NewReader(text))
	token(dec)
	for dec.More() {
		name := token(dec).(string)
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			panic(err)
		}
		// No name with a dot is taken for a path.
		name = strings.ReplaceAll(name, ".", `\.`)
		l := leaf{level: in, path: levels[in].path + name, value: compact(value), offset: offset + int(dec.InputOffset()) - len(value)}
		i := slices.IndexFunc(shape, func(k level) bool { return levels[k].path == l.path+"." })
		l.inner = i >= 0
		if !l.inner || value[0] != '{' || l.value == "{}" {
			all = append(all, l)
			continue
		}
		l.value = "{…}"
		all = append(all, l)
		all = append(all, leaves(string(value), shape[i], l.offset, shape)...)
	}
	return all
}

func token(dec *json.Decoder) json.Token {
	t, err := dec.Token()
	if err != nil {
		panic(err)
	}
	return t
}

func compact(value []byte) string {
	var b bytes.Buffer
	if err := json.Compact(&b, value); err != nil {
		panic(err)
	}
	return b.String()
}

// A setter assigns one value, or the zero value if it is damaged.
type setter[R any] func(r *R, value string) error

// unquote returns the text of a JSON string, or of a number too if numbers is
// true.
func unquote(value string, numbers bool) (string, error) {
	var s string
	switch c := value[0]; {
	case value == "null":
	case c == '"':
		if err := json.Unmarshal([]byte(value), &s); err != nil {
			panic(err)
		}
	case numbers && (c == '-' || '0' <= c && c <= '9'):
		s = inDigits(value)
	default:
		return "", tlslog.ErrType
	}
	return s, nil
}

// inDigits returns a JSON number without an exponent, if it can be written
// with at most 20 digits before the point and nine behind it.
func inDigits(value string) string {
	if !strings.ContainsAny(value, ".eE") {
		return value
	}
	m := floatPattern.FindStringSubmatch(value)
	if len(m[4]) > 7 {
		return value
	}
	e, _ := strconv.Atoi(m[3] + m[4])
	if e > 1<<23-1 || e < -1<<23 {
		return value
	}
	if len(value) < 1000 && max(e, -e) > 2000 && strings.Trim(m[2], "0.") != "" {
		return value // too large or too small
	}
	if strings.Trim(m[2], "0.") == "" {
		return m[1] + "0"
	}
	r, _ := new(big.Rat).SetString(value)
	s := strings.TrimPrefix(r.FloatString(9), "-")
	if back, _ := new(big.Rat).SetString(m[1] + s); back.Cmp(r) != 0 || len(s) > len("99999999999999999999.999999999") {
		return value
	}
	return m[1] + strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

func words[R any, S ~string](at func(*R) *S) setter[R] {
	return func(r *R, value string) error {
		s, err := unquote(value, false)
		*at(r) = S(s)
		return err
	}
}

func scalars[R, T any](numbers bool, damage error, parse func(string) (T, error), at func(*R) *T) setter[R] {
	return func(r *R, value string) error {
		var v T
		s, err := unquote(value, numbers)
		if err == nil && s != "" && s != "-" {
			if v, err = parse(s); err != nil {
				err = damage
				v = *new(T)
			}
		}
		*at(r) = v
		return err
	}
}

var (
	errNo        = errors.New("no")
	timePattern  = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)$`)
	epochPattern = regexp.MustCompile(`^-?\d+(\.\d{1,9})?$`)
	floatPattern = regexp.MustCompile(`^(-?)(\d+\.?\d*)(?:[eE]([+-]?)0*(\d*))?$`)
	digits       = regexp.MustCompile(`^\d+$`)
)

func inRange(t time.Time) (time.Time, error) {
	if t = t.UTC(); t.Year() < 0 || t.Year() > 9999 {
		return time.Time{}, errNo
	}
	return t, nil
}

func parseTime(s string) (time.Time, error) {
	if !timePattern.MatchString(s) {
		return time.Time{}, errNo
	}
	t, err := time.Parse("2006-01-02T15:04:05Z07:00", s)
	if err != nil {
		if t, err = time.Parse("2006-01-02T15:04:05Z0700", s); err != nil {
			return time.Time{}, err
		}
	}
	if zone := strings.Replace(s[strings.LastIndexAny(s, "Z+-"):], ":", "", 1); zone != "Z" && (zone[1:3] > "23" || zone[3:] > "59") {
		return time.Time{}, errNo
	}
	return inRange(t)
}

func parseEpoch(s string) (time.Time, error) {
	if !epochPattern.MatchString(s) {
		return time.Time{}, errNo
	}
	r, _ := new(big.Rat).SetString(s)
	r.Mul(r, big.NewRat(1e9, 1))
	if !r.IsInt() {
		return time.Time{}, errNo
	}
	sec, nsec := new(big.Int).DivMod(r.Num(), big.NewInt(1e9), new(big.Int))
	if !sec.IsInt64() || sec.Int64() < -1e12 || sec.Int64() > 1e12 {
		return time.Time{}, errNo
	}
	return inRange(time.Unix(sec.Int64(), nsec.Int64()))
}

func parseDate(s string) (time.Time, error) {
	if !timePattern.MatchString(s + "Z") {
		return time.Time{}, errNo
	}
	return time.Parse("2006-01-02T15:04:05", s)
}

func parsePort(s string) (uint16, error) {
	if !digits.MatchString(s) || len(s) > 5 {
		return 0, errNo
	}
	n, err := strconv.ParseUint(s, 10, 16)
	return uint16(n), err
}

func parseCount[N uint32 | uint64](s string) (N, error) {
	n, err := strconv.ParseUint(s, 10, 64)
	if !digits.MatchString(s) || uint64(N(n)) != n {
		return 0, errNo
	}
	return N(n), err
}

func parseBool(r *tlslog.Opt[bool], value string) error {
	*r = tlslog.Opt[bool]{}
	switch value {
	case "true", "false":
		*r = tlslog.Some(value == "true")
	case "null":
	default:
		return tlslog.ErrType
	}
	return nil
}

func setSNI(sni *string, none *bool, value string) error {
	s, err := unquote(value, false)
	if *sni, *none = s, s == "-"; *none {
		*sni = ""
	}
	return err
}

// inside makes a setter for a text in an Opt.
func inside[T comparable](at func(*Record) *tlslog.Opt[T], field func(*T) *string) setter[Record] {
	return func(r *Record, value string) error {
		var zero T
		v := at(r).Or(zero)
		s, err := unquote(value, false)
		*field(&v) = s
		*at(r) = tlslog.Some(v)
		return err
	}
}

func atError(r *Record) *tlslog.Opt[TLSError]        { return &r.TLSError }
func atCheck(r *Record) *tlslog.Opt[RevocationCheck] { return &r.RevocationCheck }

var recordSetters = map[string]setter[Record]{
	"firewall_name":     words(func(r *Record) *string { return &r.FirewallName }),
	"availability_zone": words(func(r *Record) *string { return &r.AvailabilityZone }),
	"event_timestamp":   scalars(true, tlslog.ErrTime, parseEpoch, func(r *Record) *time.Time { return &r.EventTimestamp }),
	"event.timestamp":   scalars(false, tlslog.ErrTime, parseTime, func(r *Record) *time.Time { return &r.Timestamp }),
	"event.src_ip":      scalars(false, tlslog.ErrAddress, netip.ParseAddr, func(r *Record) *netip.Addr { return &r.SrcIP }),
	"event.src_port":    scalars(true, tlslog.ErrNumber, parsePort, func(r *Record) *uint16 { return &r.SrcPort }),
	"event.dest_ip":     scalars(false, tlslog.ErrAddress, netip.ParseAddr, func(r *Record) *netip.Addr { return &r.DestIP }),
	"event.dest_port":   scalars(true, tlslog.ErrNumber, parsePort, func(r *Record) *uint16 { return &r.DestPort }),
	"event.sni":         func(r *Record, value string) error { return setSNI(&r.SNI, &r.NoSNI, value) },

	"event.tls_error.error_message":        inside(atError, func(e *TLSError) *string { return &e.ErrorMessage }),
	"event.revocation_check.leaf_cert_fpr": inside(atCheck, func(c *RevocationCheck) *string { return &c.LeafCertFPR }),
	"event.revocation_check.status":        inside(atCheck, func(c *RevocationCheck) *string { return (*string)(&c.Status) }),
	"event.revocation_check.action":        inside(atCheck, func(c *RevocationCheck) *string { return (*string)(&c.Action) }),
}

var alertSetters = map[string]setter[AlertRecord]{
	"firewall_name":     words(func(r *AlertRecord) *string { return &r.FirewallName }),
	"availability_zone": words(func(r *AlertRecord) *string { return &r.AvailabilityZone }),
	"event_timestamp":   scalars(true, tlslog.ErrTime, parseEpoch, func(r *AlertRecord) *time.Time { return &r.EventTimestamp }),
	"event.timestamp":   scalars(false, tlslog.ErrTime, parseTime, func(r *AlertRecord) *time.Time { return &r.Timestamp }),
	"event.event_type":  words(func(r *AlertRecord) *string { return &r.EventType }),
	"event.src_ip":      scalars(false, tlslog.ErrAddress, netip.ParseAddr, func(r *AlertRecord) *netip.Addr { return &r.SrcIP }),
	"event.src_port":    scalars(true, tlslog.ErrNumber, parsePort, func(r *AlertRecord) *uint16 { return &r.SrcPort }),
	"event.dest_ip":     scalars(false, tlslog.ErrAddress, netip.ParseAddr, func(r *AlertRecord) *netip.Addr { return &r.DestIP }),
	"event.dest_port":   scalars(true, tlslog.ErrNumber, parsePort, func(r *AlertRecord) *uint16 { return &r.DestPort }),
	"event.proto":       words(func(r *AlertRecord) *string { return &r.Proto }),
	"event.app_proto":   words(func(r *AlertRecord) *string { return &r.AppProto }),
	"event.direction":   words(func(r *AlertRecord) *string { return &r.Direction }),
	"event.pkt_src":     words(func(r *AlertRecord) *string { return &r.PktSrc }),
	"event.flow_id":     scalars(true, tlslog.ErrNumber, parseCount[uint64], func(r *AlertRecord) *uint64 { return &r.FlowID }),
	"event.tx_id": scalars(true, tlslog.ErrNumber, func(s string) (tlslog.Opt[uint64], error) {
		n, err := parseCount[uint64](s)
		return tlslog.Some(n), err
	}, func(r *AlertRecord) *tlslog.Opt[uint64] { return &r.TxID }),
	"event.sni":           func(r *AlertRecord, value string) error { return setSNI(&r.SNI, &r.NoSNI, value) },
	"event.tls_inspected": func(r *AlertRecord, value string) error { return parseBool(&r.TLSInspected, value) },
	"event.aws_category":  setCategory,

	"event.alert.action":       words(func(r *AlertRecord) *string { return &r.Alert.Action }),
	"event.alert.signature_id": scalars(true, tlslog.ErrNumber, parseCount[uint32], func(r *AlertRecord) *uint32 { return &r.Alert.SignatureID }),
	"event.alert.rev":          scalars(true, tlslog.ErrNumber, parseCount[uint32], func(r *AlertRecord) *uint32 { return &r.Alert.Rev }),
	"event.alert.signature":    words(func(r *AlertRecord) *string { return &r.Alert.Signature }),
	"event.alert.category":     words(func(r *AlertRecord) *string { return &r.Alert.Category }),
	"event.alert.severity":     scalars(true, tlslog.ErrNumber, parseCount[uint32], func(r *AlertRecord) *uint32 { return &r.Alert.Severity }),
	"event.verdict.action":     words(func(r *AlertRecord) *string { return &r.Verdict.Action }),

	"event.tls.sni":             words(func(r *AlertRecord) *string { return &r.TLS.SNI }),
	"event.tls.version":         words(func(r *AlertRecord) *tlslog.ProtocolName { return &r.TLS.Version }),
	"event.tls.subject":         words(func(r *AlertRecord) *string { return &r.TLS.Subject }),
	"event.tls.issuerdn":        words(func(r *AlertRecord) *string { return &r.TLS.IssuerDN }),
	"event.tls.serial":          words(func(r *AlertRecord) *string { return &r.TLS.Serial }),
	"event.tls.fingerprint":     words(func(r *AlertRecord) *string { return &r.TLS.Fingerprint }),
	"event.tls.notbefore":       scalars(false, tlslog.ErrTime, parseDate, func(r *AlertRecord) *time.Time { return &r.TLS.Validity.NotBefore }),
	"event.tls.notafter":        scalars(false, tlslog.ErrTime, parseDate, func(r *AlertRecord) *time.Time { return &r.TLS.Validity.NotAfter }),
	"event.tls.session_resumed": func(r *AlertRecord, value string) error { return parseBool(&r.TLS.SessionResumed, value) },
	"event.tls.ja3.hash":        words(func(r *AlertRecord) *string { return &r.TLS.JA3.Hash }),
	"event.tls.ja3.string":      words(func(r *AlertRecord) *string { return &r.TLS.JA3.String }),
	"event.tls.ja3s.hash":       words(func(r *AlertRecord) *string { return &r.TLS.JA3S.Hash }),
	"event.tls.ja3s.string":     words(func(r *AlertRecord) *string { return &r.TLS.JA3S.String }),
	"event.tls.ja4":             words(func(r *AlertRecord) *string { return &r.TLS.JA4 }),
}

func setCategory(r *AlertRecord, value string) error {
	if value[0] == '[' {
		r.AWSCategory = Categories(value)
		return nil
	}
	s, err := unquote(value, false)
	r.AWSCategory = Categories(s)
	return err
}

// An answer is what the oracle says of a record.
type answer[R any] struct {
	rec   R
	kind  kind
	extra []leaf // in the order of levels
	fault leaf   // the first that is damaged
	err   error
}

// ask asks the oracle about a record. enter notes that an object is there.
func ask[R any](all []leaf, setters map[string]setter[R], enter func(r *R, path string)) answer[R] {
	var a answer[R]
	for _, l := range all {
		var err error
		switch set := setters[l.path]; {
		case set != nil:
			err = set(&a.rec, l.value)
		case !l.inner:
			a.extra = append(a.extra, l)
		case l.value[0] == '{':
			enter(&a.rec, l.path)
		case l.value != "null":
			err = tlslog.ErrType
		}
		if err != nil && a.err == nil {
			a.fault, a.err = l, err
		}
	}
	slices.SortStableFunc(a.extra, func(l, m leaf) int { return int(l.level) - int(m.level) })
	a.kind = oracleKind(all)
	return a
}

// oracleKind says of what kind a record is, but for the difference between
// alerts.
func oracleKind(all []leaf) kind {
	var tls, eve, proxy bool
	var eventType string
	for _, l := range all {
		is := l.value != "null"
		switch l.path {
		case "event.tls_error", "event.revocation_check":
			tls = tls || is
		case "event.event_type":
			eve = is
			eventType, _ = unquote(l.value, false)
		case "proxy_name":
			proxy = is
		}
	}
	switch {
	case tls:
		return kindTLS
	case eve && eventType == "alert":
		return kindAlert
	case eve && eventType == "netflow":
		return kindFlow
	case eve:
		return kindEVE
	case proxy:
		return kindProxy
	}
	return kindUnknown
}

// The objects in TLS records and in alert records.
var (
	shapeOfRecord = []level{levelEvent, levelTLSError, levelRevocationCheck}
	shapeOfAlert  = []level{levelEvent, levelAlert, levelVerdict, levelTLS, levelJA3, levelJA3S}
)

func askRecord(text string) answer[Record] {
	return ask(leaves(text, levelRecord, 0, shapeOfRecord), recordSetters, func(r *Record, path string) {
		switch path {
		case "event.tls_error":
			r.TLSError = tlslog.Some(r.TLSError.Or(TLSError{}))
		case "event.revocation_check":
			r.RevocationCheck = tlslog.Some(r.RevocationCheck.Or(RevocationCheck{}))
		}
	})
}

func askAlert(text string) answer[AlertRecord] {
	all := leaves(text, levelRecord, 0, shapeOfAlert)
	var outer AlertRecord
	setters := maps.Clone(alertSetters)
	setters["aws_category"] = func(_ *AlertRecord, value string) error { return setCategory(&outer, value) }
	a := ask(all, setters, func(*AlertRecord, string) {})
	if a.rec.AWSCategory == "" {
		a.rec.AWSCategory = outer.AWSCategory
	}
	if a.kind == kindAlert && (a.rec.AppProto == "tls" || !a.rec.TLSInspected.IsZero() || a.rec.SNI != "" || a.rec.NoSNI ||
		slices.ContainsFunc(all, func(l leaf) bool { return l.path == "event.tls" && l.value != "null" })) {
		a.kind = kindTLSAlert
	}
	return a
}
