package cloudfront

import (
	"encoding/json"
	"io"
	"math/big"
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/awstls/awstls/tlslog"
)

// The slow twins of the decoder, by plain means: maps, regular expressions,
// big numbers and the standard library.

var (
	integer = regexp.MustCompile(`^-?[0-9]+$`)
	millis  = regexp.MustCompile(`^[0-9]+(\.[0-9]{1,6})?$`)
	rfc3339 = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):?[0-5][0-9])$`)
)

// slowTime reads a timestamp in ISO 8601.
func slowTime(s string) (time.Time, bool) {
	if !rfc3339.MatchString(s) {
		return time.Time{}, false
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t, err = time.Parse("2006-01-02T15:04:05Z0700", s)
	}
	t = t.UTC()
	if err != nil || t.Year() < 0 || t.Year() > 9999 {
		return time.Time{}, false
	}
	return t, true
}

// slowSet stores the value of one field. It returns false if it is damaged.
func slowSet(r *Record, name, v string) (ok bool) {
	if v == "" || v == "-" {
		return true
	}
	addr := func(a *netip.Addr) bool {
		parsed, err := netip.ParseAddr(v)
		if err == nil {
			*a = parsed
		}
		return err == nil
	}
	switch name {
	case "eventTimestamp":
		if !integer.MatchString(v) {
			r.EventTimestamp, ok = slowTime(v)
			return ok
		}
		n, _ := new(big.Int).SetString(v, 10)
		if !n.IsInt64() || n.CmpAbs(big.NewInt(1e15)) > 0 {
			return false
		}
		if t := time.UnixMilli(n.Int64()).UTC(); t.Year() >= 0 && t.Year() <= 9999 {
			r.EventTimestamp = t
			return true
		}
		return false
	case "connectionId":
		r.ConnectionID = v
	case "connectionStatus":
		r.ConnectionStatus = ConnectionStatus(v)
	case "clientIp":
		return addr(&r.ClientIP)
	case "clientPort":
		n, err := strconv.ParseUint(v, 10, 16)
		if err != nil || len(v) > 5 {
			return false
		}
		r.ClientPort = uint16(n)
	case "serverIp":
		return addr(&r.ServerIP)
	case "distributionId":
		r.DistributionID = v
	case "distributionTenantId":
		r.DistributionTenantID = v
	case "tlsProtocol":
		r.TLSProtocol = tlslog.ProtocolName(v)
	case "tlsCipher":
		r.TLSCipher = tlslog.CipherName(v)
	case "tlsHandshakeDuration":
		if !millis.MatchString(v) {
			return false
		}
		n, _ := new(big.Rat).SetString(v)
		n.Mul(n, big.NewRat(int64(time.Millisecond), 1))
		if !n.IsInt() || !n.Num().IsInt64() {
			return false
		}
		r.TLSHandshakeDuration = tlslog.Some(time.Duration(n.Num().Int64()))
	case "tlsSni":
		r.TLSSNI = v
	case "clientLeafCertSerialNumber":
		r.ClientLeafCertSerialNumber = v
	case "clientLeafCertSubject":
		r.ClientLeafCertSubject = v
	case "clientLeafCertIssuer":
		r.ClientLeafCertIssuer = v
	case "clientLeafCertValidity":
		from, to, cut := strings.Cut(v, ";")
		notBefore, ok1 := slowTime(strings.TrimPrefix(from, "NotBefore="))
		notAfter, ok2 := slowTime(strings.TrimPrefix(to, "NotAfter="))
		if !cut || !ok1 || !ok2 || !strings.HasPrefix(from, "N") || !strings.HasPrefix(to, "N") {
			return false
		}
		r.ClientLeafCertValidity = tlslog.Validity{NotBefore: notBefore, NotAfter: notAfter}
	case "connectionLogCustomData":
		r.ConnectionLogCustomData = v
	case "timestamp":
		r.Timestamp = v
	default:
		for _, f := range newer {
			if f.name == name {
				return f.set(r, v)
			}
		}
		panic(name)
	}
	return true
}

// slowName returns AWS's name for a field, or "" for a name that is not one
// of them.
func slowName(name string) string {
	names := append(FieldNames(), "timestamp")
	for _, n := range names {
		if n == name {
			return n
		}
	}
	for _, n := range names {
		if strings.EqualFold(n, name) {
			return n
		}
	}
	return ""
}

// slowJSON reads a JSON object. What it takes for a sound record is one. The
// members that are not AWS's come back separately.
func slowJSON(text string) (r Record, others map[string]any, ok bool) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if start, err := d.Token(); err != nil || start != json.Delim('{') {
		return r, nil, false
	}
	values := map[string]string{}
	others = map[string]any{}
	exact := map[string]bool{}
	var members []struct {
		key string
		v   any
	}
	ok = true
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return Record{}, nil, false
		}
		var v any
		if err := d.Decode(&v); err != nil {
			return Record{}, nil, false
		}
		exact[key.(string)] = true
		members = append(members, struct {
			key string
			v   any
		}{key.(string), v})
	}
	last := map[string]string{} // spelling of a name
	for _, m := range members {
		if name := slowName(m.key); !exact[name] || m.key == name {
			last[name] = m.key
		}
	}
	for _, m := range members {
		name := slowName(m.key)
		if name == "" || m.key != last[name] {
			others[m.key] = m.v
			continue
		}
		switch v := m.v.(type) {
		case nil:
			values[name] = ""
		case string:
			values[name] = v
		case json.Number:
			values[name] = v.String()
		default:
			values[name] = ""
			ok = false
		}
		// A damaged value that another one follows is still damage.
		ok = slowSet(new(Record), name, values[name]) && ok
	}
	if _, err := d.Token(); err != nil {
		return Record{}, nil, false
	}
	if _, err := d.Token(); err != io.EOF {
		return Record{}, nil, false
	}
	own := false
	for name, v := range values {
		own = own || name != "timestamp"
		slowSet(&r, name, v)
	}
	if !own {
		if len(values) == 0 {
			return Record{}, others, false
		}
		for name := range others {
			if otherLog(name) != nil {
				return Record{}, others, false
			}
		}
	}
	return r, others, ok
}

// slowIsJSON reports whether a line is JSON with records.
func slowIsJSON(line string) bool {
	d := json.NewDecoder(strings.NewReader(line))
	d.UseNumber()
	own := false
	for {
		var v any
		if err := d.Decode(&v); err != nil {
			return err == io.EOF && own
		}
		list, ok := v.([]any)
		if !ok {
			list = []any{v}
		}
		for _, v := range list {
			object, ok := v.(map[string]any)
			if !ok {
				return false
			}
			for key := range object {
				name := slowName(key)
				own = own || name != "" && name != "timestamp"
			}
		}
	}
}

// slowRow reads a row with the given fields and a delimiter between its
// values.
func slowRow(row string, fields []string, delimiter string) (r Record, others map[string]string, ok bool) {
	values := strings.Split(row, delimiter)
	if len(values) != len(fields) {
		return r, nil, false
	}
	others = map[string]string{}
	ok = true
	for i, v := range values {
		if name := slowName(fields[i]); name != "" {
			ok = slowSet(&r, name, v) && ok
		} else if v != "" {
			others[fields[i]] = v
		}
	}
	return r, others, ok
}
