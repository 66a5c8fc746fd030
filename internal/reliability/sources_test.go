package reliability

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/awstls/awstls"
	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/cloudfront"
	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/parquetlog"
)

// decoder makes a constructor one of the interface.
func decoder[R any, D tlslog.Decoder[R]](newDecoder func(io.Reader) D) func(io.Reader) tlslog.Decoder[R] {
	return func(r io.Reader) tlslog.Decoder[R] { return newDecoder(r) }
}

var albKind = kind[alb.Record]{
	unit: time.Nanosecond,
	repair: func(g *generator, r *alb.Record) {
		r.ConnTraceID, r.Extra, r.TLSProtocol = g.id(), "", g.protocol()
		r.TLSVerifyStatus = pick(g, "", alb.StatusSuccess, alb.Failed(pick(g, alb.FailureCodes()...)), alb.Failed(""), "New:"+alb.VerifyStatus(g.word()))
	},
	canonical: alb.Record.Canonical,
	check:     func(t *testing.T, r alb.Record) { thereAndBack(t, r, alb.FromEvent) },
	formats: []format[alb.Record]{
		{"line", func(t *testing.T, g *generator, records []made[alb.Record]) written[alb.Record] {
			records = slices.Clone(records)
			for i := range records {
				m := &records[i]
				if g.oneIn(10) {
					m.record.Extra = pick(g, "-", `"-"`, "- "+g.word(), g.plain()+"1 -")
				}
				if m.hostile { // a line can hold it in another spelling only
					if rec, err := alb.ParseRecord(m.record.String()); err == nil && rec.ConnTraceID == m.record.ConnTraceID {
						m.record = rec.Canonical()
					} else {
						t.Fatalf("%v: %q of %+v", err, m.record.String(), m.record)
					}
				}
			}
			w := plainly(t, records, infallible(alb.Record.AppendLine), nil, never, decoder(alb.NewDecoder))
			for _, r := range w.want {
				w.lines = w.lines && !r.Time.IsZero() // else the time that an export puts before it would be the record's
			}
			return w
		}},
		{"JSON", func(t *testing.T, g *generator, records []made[alb.Record]) written[alb.Record] {
			w := plainly(t, withExtra(g, records, func(r *alb.Record) *string { return &r.Extra }), flip(alb.Record.AppendJSON), alb.ErrUnwritable, never, decoder(alb.NewDecoder))
			return anyJSON(g, w)
		}},
		{"W3C", func(t *testing.T, g *generator, records []made[alb.Record]) written[alb.Record] {
			w := plainly(t, records, func(b []byte, r alb.Record) ([]byte, error) { return r.AppendW3C(b) }, alb.ErrUnwritable, unfit, decoder(alb.NewDecoder))
			return headed(g, w, string(alb.AppendW3CHeader(nil)))
		}},
		{"W3C with fields", func(t *testing.T, g *generator, records []made[alb.Record]) written[alb.Record] {
			fields := choose(g, alb.FieldNames(), "conn_trace_id")
			w := plainly(t, project(records, alb.FieldNames(), fields), func(b []byte, r alb.Record) ([]byte, error) { return r.AppendW3C(b, fields...) }, alb.ErrUnwritable, unfit, decoder(alb.NewDecoder))
			return headed(g, w, string(alb.AppendW3CHeader(nil, fields...)))
		}},
		{"plain", func(t *testing.T, g *generator, records []made[alb.Record]) written[alb.Record] {
			return plainly(t, records, func(b []byte, r alb.Record) ([]byte, error) { return r.AppendPlain(b, nil, "") }, alb.ErrUnwritable,
				func(m made[alb.Record]) bool { return unfit(m) || m.record.Time.IsZero() }, decoder(alb.NewDecoder))
		}},
		{"plain with fields", func(t *testing.T, g *generator, records []made[alb.Record]) written[alb.Record] {
			fields, delimiter := choose(g, alb.FieldNames(), "conn_trace_id"), pick(g, delimiters...)
			records = project(records, alb.FieldNames(), fields)
			w := plainly(t, records, func(b []byte, r alb.Record) ([]byte, error) { return r.AppendPlain(b, fields, delimiter) }, alb.ErrUnwritable,
				func(m made[alb.Record]) bool { return unfit(m) || holds(m.record, delimiter) },
				func(r io.Reader) tlslog.Decoder[alb.Record] {
					d := alb.NewDecoder(r)
					d.Fields, d.Delimiter = fields, delimiter
					return d
				})
			w.lines = exported(fields, delimiter)
			return w
		}},
		{"ParseRecord, MarshalJSON", func(t *testing.T, g *generator, records []made[alb.Record]) written[alb.Record] {
			return single(t, records, func(m made[alb.Record]) (alb.Record, error) {
				if m.hostile {
					return throughJSON(m.record)
				}
				return alb.ParseRecord(m.record.String())
			})
		}},
		{"Parquet", parquet[alb.Record]},
	},
}

var cloudfrontKind = kind[cloudfront.Record]{
	unit: time.Nanosecond,
	repair: func(g *generator, r *cloudfront.Record) {
		r.ConnectionID, r.Extra, r.TLSProtocol = g.id(), "", g.protocol()
		if !g.oneIn(10) {
			r.Timestamp = ""
		}
		r.ConnectionStatus = pick(g, "", cloudfront.StatusSuccess, cloudfront.Failed(pick(g, cloudfront.FailureCodes()...)), cloudfront.Failed(""), "New:"+cloudfront.ConnectionStatus(g.word()))
	},
	canonical: cloudfront.Record.Canonical,
	check:     func(t *testing.T, r cloudfront.Record) { thereAndBack(t, r, cloudfront.FromEvent) },
	formats: []format[cloudfront.Record]{
		{"JSON", func(t *testing.T, g *generator, records []made[cloudfront.Record]) written[cloudfront.Record] {
			w := plainly(t, withExtra(g, records, func(r *cloudfront.Record) *string { return &r.Extra }), flip(cloudfront.Record.AppendJSON), cloudfront.ErrUnwritable, never, decoder(cloudfront.NewDecoder))
			return anyJSON(g, w)
		}},
		{"W3C", func(t *testing.T, g *generator, records []made[cloudfront.Record]) written[cloudfront.Record] {
			fields := append(cloudfront.FieldNames(), "timestamp")
			w := plainly(t, records, func(b []byte, r cloudfront.Record) ([]byte, error) { return r.AppendW3C(b, fields...) }, cloudfront.ErrUnwritable, unfit, decoder(cloudfront.NewDecoder))
			return headed(g, w, string(cloudfront.AppendW3CHeader(nil, fields...)))
		}},
		{"W3C with fields", func(t *testing.T, g *generator, records []made[cloudfront.Record]) written[cloudfront.Record] {
			fields := choose(g, cloudfront.FieldNames(), "connectionId")
			w := plainly(t, project(records, cloudfront.FieldNames(), fields), func(b []byte, r cloudfront.Record) ([]byte, error) { return r.AppendW3C(b, fields...) }, cloudfront.ErrUnwritable, unfit, decoder(cloudfront.NewDecoder))
			return headed(g, w, string(cloudfront.AppendW3CHeader(nil, fields...)))
		}},
		{"plain", func(t *testing.T, g *generator, records []made[cloudfront.Record]) written[cloudfront.Record] {
			return plainly(t, records, func(b []byte, r cloudfront.Record) ([]byte, error) { return r.AppendPlain(b, nil, "") }, cloudfront.ErrUnwritable,
				func(m made[cloudfront.Record]) bool {
					r := m.record
					return unfit(m) || r.EventTimestamp.IsZero() || r.Timestamp != "" || r.TLSProtocol != "" && r.TLSProtocol.Version() == 0 ||
						r.ConnectionStatus != "" && r.ConnectionStatus.Result() == tlslog.ResultUnknown
				}, decoder(cloudfront.NewDecoder))
		}},
		{"plain with fields", func(t *testing.T, g *generator, records []made[cloudfront.Record]) written[cloudfront.Record] {
			fields, delimiter := choose(g, cloudfront.FieldNames(), "connectionId"), pick(g, delimiters...)
			records = project(records, cloudfront.FieldNames(), fields)
			w := plainly(t, records, func(b []byte, r cloudfront.Record) ([]byte, error) { return r.AppendPlain(b, fields, delimiter) }, cloudfront.ErrUnwritable,
				func(m made[cloudfront.Record]) bool { return unfit(m) || holds(m.record, delimiter) },
				func(r io.Reader) tlslog.Decoder[cloudfront.Record] {
					d := cloudfront.NewDecoder(r)
					d.Fields, d.Delimiter = fields, delimiter
					return d
				})
			w.lines = exported(fields, delimiter)
			return w
		}},
		{"ParseRecord, MarshalJSON", func(t *testing.T, g *generator, records []made[cloudfront.Record]) written[cloudfront.Record] {
			return single(t, records, func(m made[cloudfront.Record]) (cloudfront.Record, error) {
				b, err := m.record.AppendJSON(nil)
				if err != nil || g.oneIn(2) {
					return throughJSON(m.record)
				}
				return cloudfront.ParseRecord(string(b))
			})
		}},
		{"Parquet", parquet[cloudfront.Record]},
	},
}

var firewallKind = kind[networkfirewall.Record]{
	unit: time.Nanosecond,
	repair: func(g *generator, r *networkfirewall.Record) {
		r.FirewallName, r.Extra = g.id(), ""
		r.EventTimestamp = r.EventTimestamp.Truncate(time.Second)
		if r.SNI != "" || g.oneIn(2) {
			r.NoSNI = false
		} else {
			r.NoSNI = true
		}
		fault, _ := r.TLSError.Get()
		if fault.ErrorMessage == "" && !r.RevocationCheck.IsZero() {
			r.TLSError = tlslog.Opt[networkfirewall.TLSError]{} // an event does not tell that there was an empty one besides
		} else if r.TLSError.IsZero() && r.RevocationCheck.IsZero() {
			r.TLSError = tlslog.Some(networkfirewall.TLSError{ErrorMessage: "Server name is not found in client hello."})
		}
		if g.oneIn(20) {
			r.Extra = `{"event":` + g.json(3, true) + `}`
		}
	},
	canonical: networkfirewall.Record.Canonical,
	check:     func(t *testing.T, r networkfirewall.Record) { thereAndBack(t, r, networkfirewall.FromEvent) },
	formats: []format[networkfirewall.Record]{
		{"JSON", func(t *testing.T, g *generator, records []made[networkfirewall.Record]) written[networkfirewall.Record] {
			return anyJSON(g, plainly(t, records, infallible(networkfirewall.Record.AppendJSON), nil, never, decoder(networkfirewall.NewDecoder)))
		}},
		{"ParseRecord, MarshalJSON", func(t *testing.T, g *generator, records []made[networkfirewall.Record]) written[networkfirewall.Record] {
			return single(t, records, func(m made[networkfirewall.Record]) (networkfirewall.Record, error) {
				if g.oneIn(2) {
					return throughJSON(m.record)
				}
				return networkfirewall.ParseRecord(m.record.String())
			})
		}},
		{"Parquet", parquet[networkfirewall.Record]},
	},
}

var alertKind = kind[networkfirewall.AlertRecord]{
	unit: time.Nanosecond,
	repair: func(g *generator, r *networkfirewall.AlertRecord) {
		r.FirewallName, r.EventType, r.Extra = g.id(), "alert", ""
		r.EventTimestamp = r.EventTimestamp.Truncate(time.Second)
		r.NoSNI = r.SNI == "" && g.oneIn(2)
		if r.TLS == (networkfirewall.TLS{}) {
			r.TLS.SNI = g.word()
		}
		if g.oneIn(20) {
			r.Extra = `{"event":` + g.json(3, true) + `}`
		}
	},
	canonical: networkfirewall.AlertRecord.Canonical,
	check:     func(t *testing.T, r networkfirewall.AlertRecord) { thereAndBack(t, r, networkfirewall.AlertFromEvent) },
	formats: []format[networkfirewall.AlertRecord]{
		{"JSON", func(t *testing.T, g *generator, records []made[networkfirewall.AlertRecord]) written[networkfirewall.AlertRecord] {
			return anyJSON(g, plainly(t, records, infallible(networkfirewall.AlertRecord.AppendJSON), nil, never, decoder(networkfirewall.NewAlertDecoder)))
		}},
		{"ParseAlertRecord, MarshalJSON", func(t *testing.T, g *generator, records []made[networkfirewall.AlertRecord]) written[networkfirewall.AlertRecord] {
			return single(t, records, func(m made[networkfirewall.AlertRecord]) (networkfirewall.AlertRecord, error) {
				if g.oneIn(2) {
					return throughJSON(m.record)
				}
				return networkfirewall.ParseAlertRecord(m.record.String())
			})
		}},
		{"Parquet", parquet[networkfirewall.AlertRecord]},
	},
}

var trailKind = kind[cloudtrail.Record]{
	unit:      time.Second,
	repair:    func(g *generator, r *cloudtrail.Record) { r.EventID = g.id() },
	canonical: cloudtrail.Record.Canonical,
	trail:     true,
	check:     func(t *testing.T, r cloudtrail.Record) { thereAndBack(t, r, cloudtrail.FromEvent) },
	formats: []format[cloudtrail.Record]{
		{"JSON", func(t *testing.T, g *generator, records []made[cloudtrail.Record]) written[cloudtrail.Record] {
			w := plainly(t, records, infallible(cloudtrail.Record.AppendJSON), nil, never, decoder(cloudtrail.NewDecoder))
			w.separator = pick(g, "\n", "", "\r\n", " ")
			return w
		}},
		{"log file", func(t *testing.T, g *generator, records []made[cloudtrail.Record]) written[cloudtrail.Record] {
			w := plainly(t, records, infallible(cloudtrail.Record.AppendJSON), nil, never, decoder(cloudtrail.NewDecoder))
			return inArray(g, w, `{"Records":[`, pick(g, `]}`, "\n] }\n"))
		}},
		{"log file, in parallel", func(t *testing.T, g *generator, records []made[cloudtrail.Record]) written[cloudtrail.Record] {
			w := plainly(t, records, infallible(cloudtrail.Record.AppendJSON), nil, never, decoder(cloudtrail.NewParallelDecoder))
			return inArray(g, w, "[", "]")
		}},
		{"ParseRecord, MarshalJSON", func(t *testing.T, g *generator, records []made[cloudtrail.Record]) written[cloudtrail.Record] {
			return single(t, records, func(m made[cloudtrail.Record]) (cloudtrail.Record, error) {
				if g.oneIn(2) {
					return throughJSON(m.record)
				}
				return cloudtrail.ParseRecord(m.record.String())
			})
		}},
		{"Parquet", parquet[cloudtrail.Record]},
	},
}

var lakeKind = kind[cloudtrail.LakeRow]{
	repair: func(g *generator, r *cloudtrail.LakeRow) { r.ARN = g.id() },
	formats: []format[cloudtrail.LakeRow]{
		{"CSV", func(t *testing.T, g *generator, records []made[cloudtrail.LakeRow]) written[cloudtrail.LakeRow] {
			w := written[cloudtrail.LakeRow]{open: decoder(cloudtrail.NewLakeDecoder), whole: true}
			var b bytes.Buffer
			c := csv.NewWriter(&b)
			_ = c.Write([]string{"accountId", "recipientAccountId", "arn", "eventSource", "eventName", "awsRegion", "tlsVersion", "cipherSuite", "userAgent", "numOutdatedTlsCalls"})
			for _, m := range records {
				r := m.record
				r.Extra = ""
				calls := ""
				if n, ok := r.NumOutdatedTLSCalls.Get(); ok {
					calls = fmt.Sprint(n)
				}
				_ = c.Write([]string{r.AccountID, r.RecipientAccountID, r.ARN, r.EventSource, r.EventName, r.AWSRegion, string(r.TLSVersion), string(r.CipherSuite), r.UserAgent, calls})
				w.want = append(w.want, r)
			}
			c.Flush()
			w.messages = []string{b.String()}
			return w
		}},
	},
}

// eventKind has the events of records of all kinds.
var eventKind = kind[tlslog.Event]{
	random: func(g *generator) tlslog.Event {
		for {
			if e, ok := anyRecord(g).Event(); ok {
				return e
			}
		}
	},
	formats: []format[tlslog.Event]{
		{"JSON", func(t *testing.T, g *generator, records []made[tlslog.Event]) written[tlslog.Event] {
			return single(t, records, func(m made[tlslog.Event]) (tlslog.Event, error) { return throughJSON(m.record) })
		}},
		{"Parquet", parquet[tlslog.Event]},
	},
}

func anyRecord(g *generator) tlslog.Eventer {
	switch g.IntN(5) {
	case 0:
		return record(g, albKind.unit, albKind.repair).record
	case 1:
		return record(g, cloudfrontKind.unit, cloudfrontKind.repair).record
	case 2:
		return record(g, firewallKind.unit, firewallKind.repair).record
	case 3:
		return record(g, alertKind.unit, alertKind.repair).record
	}
	return record(g, trailKind.unit, trailKind.repair).record
}

// frontDoorKind has the events that the root package's Decoder reads from logs
// in which records of all sources follow one another.
var frontDoorKind = kind[tlslog.Event]{
	random: eventKind.random,
	formats: []format[tlslog.Event]{
		{"all", func(t *testing.T, g *generator, records []made[tlslog.Event]) written[tlslog.Event] {
			w := written[tlslog.Event]{separator: "\n", open: decoder(awstls.NewDecoder)}
			for len(w.want) < len(records) {
				rec := anyRecord(g)
				e, ok := rec.Event()
				if !ok {
					continue
				}
				var b []byte
				var err error
				switch r := rec.(type) {
				case alb.Record:
					switch {
					case g.oneIn(3):
						b, err = r.AppendW3C(alb.AppendW3CHeader(nil))
					case g.oneIn(2) && !r.Time.IsZero() && r.ClientIP.IsValid() && r.ClientPort != 0 && r.ListenerPort != 0 && strings.HasPrefix(string(r.TLSProtocol), "TLS"):
						line := r.AppendLine(nil)
						back, lineErr := alb.ParseRecord(string(line))
						if err = lineErr; back.Canonical() != r || bytes.Contains(line, []byte("\t")) {
							continue // a line cannot hold it, or below a header of rows is taken for a damaged one
						}
						b = line
					default:
						b, err = r.AppendJSON(nil)
					}
				case cloudfront.Record:
					if b, err = r.AppendJSON(nil); g.oneIn(3) {
						b, err = r.AppendW3C(cloudfront.AppendW3CHeader(nil))
					}
				case networkfirewall.Record:
					b = r.AppendJSON(nil)
				case networkfirewall.AlertRecord:
					b = r.AppendJSON(nil)
				case cloudtrail.Record:
					b = r.AppendJSON(nil)
				}
				if err != nil {
					continue // the other tests know whether that is right
				}
				w.messages = append(w.messages, string(b))
				w.want = append(w.want, e)
			}
			return w
		}},
	},
}

// protocol returns a protocol, mostly one that is known.
func (g *generator) protocol() tlslog.ProtocolName {
	return tlslog.ProtocolName(pick(g, "", "TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3", "TLSv1.3", "TLSv1.2", g.plain()))
}

// delimiters of plain logs.
var delimiters = []string{"|", ";", ",", "\t", " ", "||", "<>", "\x01", "-=-"}

// unfit reports whether a record has what not every row can hold.
func unfit[R any](m made[R]) bool { return m.hostile || m.fine }

// exported reports whether rows of a plain log can be told from the time that
// an export puts before them, wherever the time of the record stands.
func exported(fields []string, delimiter string) bool { return delimiter != " " && len(fields) > 1 }

// holds reports whether some value of a record has a part of the delimiter in
// it: a value that ends in such a part can seem to be followed by the whole.
func holds(rec json.Marshaler, delimiter string) bool {
	var values map[string]string
	b, err := rec.MarshalJSON()
	if err == nil {
		err = json.Unmarshal(b, &values)
	}
	if err != nil {
		panic(err)
	}
	for _, v := range values {
		if strings.ContainsAny(v, delimiter) {
			return true
		}
	}
	return false
}

// choose returns some of the fields, in any order, with the given one.
func choose(g *generator, fields []string, always string) []string {
	g.Shuffle(len(fields), func(i, j int) { fields[i], fields[j] = fields[j], fields[i] })
	fields = fields[:g.IntN(len(fields)+1)]
	if !slices.Contains(fields, always) {
		fields = append(fields, always)
	}
	return fields
}

// project returns records that have only the given ones of all fields.
func project[R any](records []made[R], all, fields []string) []made[R] {
	records = slices.Clone(records)
	for i := range records {
		v := reflect.ValueOf(&records[i].record).Elem()
		for n := range v.NumField() {
			if v.Type().Field(n).IsExported() && (n >= len(all) || !slices.Contains(fields, all[n])) {
				v.Field(n).SetZero()
			}
		}
	}
	return records
}

// withExtra gives some records more than their fields.
func withExtra[R any](g *generator, records []made[R], extra func(*R) *string) []made[R] {
	records = slices.Clone(records)
	for i := range records {
		if g.oneIn(10) {
			*extra(&records[i].record) = pick(g, g.json(2, true), g.word()+" -")
		}
	}
	return records
}

// anyJSON makes of JSON objects a log of one of the forms in which they come.
func anyJSON[R comparable](g *generator, w written[R]) written[R] {
	if g.oneIn(3) {
		return inArray(g, w, "[", "]")
	}
	w.separator = pick(g, "\n", "\r\n", "", "\n\n")
	return w
}

func flip[R any](add func(R, []byte) ([]byte, error)) func([]byte, R) ([]byte, error) {
	return func(b []byte, r R) ([]byte, error) { return add(r, b) }
}

// single reads records one by one.
func single[R comparable](t *testing.T, records []made[R], read func(made[R]) (R, error)) written[R] {
	var got list[R]
	w := written[R]{messages: []string{""}, whole: true, open: func(io.Reader) tlslog.Decoder[R] { return &got }}
	for _, m := range records {
		rec, err := read(m)
		if err != nil {
			t.Fatalf("%v: %+v", err, m.record)
		}
		got.records = append(got.records, rec)
		w.want = append(w.want, m.record)
	}
	return w
}

func throughJSON[R any](r R) (back R, err error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // which would change what a RawJSON says, if not what it means
	if err := e.Encode(r); err != nil {
		return back, err
	}
	return back, json.Unmarshal(b.Bytes(), &back)
}

// parquet writes and reads a Parquet file.
func parquet[R interface {
	comparable
	parquetlog.Record
}](t *testing.T, g *generator, records []made[R]) written[R] {
	w := written[R]{whole: true}
	var b bytes.Buffer
	p := parquetlog.NewWriter[R](&b)
	p.RowGroupRows = int64(1 + g.IntN(1000))
	for _, m := range records {
		switch err := p.Write(&m.record); {
		case err == nil:
			w.want = append(w.want, m.record)
		case errors.Is(err, parquetlog.ErrUnwritable):
			w.refused++
		default:
			t.Fatal(err)
		}
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	w.open = func(io.Reader) tlslog.Decoder[R] {
		return parquetlog.NewDecoder[R](bytes.NewReader(b.Bytes()), int64(b.Len()))
	}
	return w
}

// thereAndBack makes an event of a record, a record of that, and so on. The
// second event is the first one, but for what an API call has no place for; a
// third one is the second.
func thereAndBack[R tlslog.Eventer](t *testing.T, r R, from func(tlslog.Event) (R, bool)) {
	e, ok := r.Event()
	for trip := range 2 {
		if !ok {
			return
		}
		rec, possible := from(e)
		if !possible && e.Result == tlslog.ResultUnknown && e.Source == tlslog.SourceALB {
			return // a load balancer's record must say how a connection with TLS ended
		}
		again, there := rec.Event()
		if !possible || !there || again != e && (trip == 1 || e.Source != tlslog.SourceCloudTrail) {
			t.Fatalf("%v, %v, trip %d: event of a record of an event:%s", possible, there, trip+1, differences(reflect.ValueOf(again), reflect.ValueOf(e), ""))
		}
		e = again
	}
}
