package cloudtrail

import (
	"io"
	"iter"
	"strings"

	"github.com/awstls/awstls/internal/field"
	"github.com/awstls/awstls/internal/jsonscan"
	"github.com/awstls/awstls/internal/stream"
	"github.com/awstls/awstls/tlslog"
)

// A LakeRow is one row of the saved results of a CloudTrail Lake query that
// groups calls by caller, operation and TLS connection, such as AWS's sample
// query "Count calls per-service that were made using outdated TLS versions".
// The zero value of a field means that the results do not say.
//
// Rows are comparable with ==.
type LakeRow struct {
	AccountID          string // userIdentity.accountId, the caller's account
	RecipientAccountID string // the account that the events were delivered to
	ARN                string // userIdentity.arn, the caller
	EventSource        string
	EventName          string
	AWSRegion          string
	TLSVersion         tlslog.ProtocolName // tlsDetails.tlsVersion
	CipherSuite        tlslog.CipherName   // tlsDetails.cipherSuite
	UserAgent          string

	// NumOutdatedTLSCalls is the number of calls. Its column is named
	// numOutdatedTlsCalls, as in the sample query.
	NumOutdatedTLSCalls tlslog.Opt[uint64]

	// Extra holds the other columns, as a JSON object of strings.
	Extra RawJSON
}

// Clone returns a copy of r that shares no memory with the results it was read
// from.
func (r LakeRow) Clone() LakeRow {
	cloneAll(&r.AccountID, &r.RecipientAccountID, &r.ARN, &r.EventSource, &r.EventName, &r.AWSRegion,
		(*string)(&r.TLSVersion), (*string)(&r.CipherSuite), &r.UserAgent, (*string)(&r.Extra))
	return r
}

const (
	lakeFormat = "cloudtrail lake"

	// maxColumns is how many columns the results may have. An event data
	// store has some thirty.
	maxColumns = 1000
)

// A LakeDecoder reads the saved results of a CloudTrail Lake query: the files
// result_1.csv.gz and so on. It implements [tlslog.Decoder].
//
// The results are CSV (RFC 4180), compressed or not. The first row names the
// columns, which may stand in any order; case does not matter, and neither does
// whether a column is named tlsVersion or tlsDetails.tlsVersion. Columns that
// [LakeRow] has no field for go to Extra; select the leaves of a structure, for
// how CloudTrail Lake writes a whole one is not documented.
//
// The zero LakeDecoder reads empty results. Its exported field is an option; it
// may be set at any time and holds from the next call of Decode on.
type LakeDecoder struct {
	// MaxRecordBytes is the length of the longest row, in bytes without the
	// line terminator. Longer ones are passed over and reported with
	// [tlslog.ErrTooLong]. Zero or less means [DefaultMaxRecordBytes].
	MaxRecordBytes int

	in      stream.Reader
	arena   stream.Arena
	extra   []byte
	columns []lakeColumn // nil before the header was read
	err     error        // final
	record  int64
	raw     string
	end     int64
}

// A lakeColumn is a column of the results.
type lakeColumn struct {
	name  string
	field lakeField
}

// A lakeField is a field of a LakeRow.
type lakeField uint8

const (
	lakeExtra lakeField = iota
	lakeAccountID
	lakeRecipientAccountID
	lakeARN
	lakeEventSource
	lakeEventName
	lakeAWSRegion
	lakeTLSVersion
	lakeCipherSuite
	lakeUserAgent
	lakeNumOutdatedTLSCalls
)

// lakeFieldOf returns the field for the column with this name.
func lakeFieldOf(name string) lakeField {
	switch strings.ToLower(name) {
	case "accountid", "useridentity.accountid":
		return lakeAccountID
	case "recipientaccountid":
		return lakeRecipientAccountID
	case "arn", "useridentity.arn":
		return lakeARN
	case "eventsource":
		return lakeEventSource
	case "eventname":
		return lakeEventName
	case "awsregion":
		return lakeAWSRegion
	case "tlsversion", "tlsdetails.tlsversion":
		return lakeTLSVersion
	case "ciphersuite", "tlsdetails.ciphersuite":
		return lakeCipherSuite
	case "useragent":
		return lakeUserAgent
	case "numoutdatedtlscalls":
		return lakeNumOutdatedTLSCalls
	}
	return lakeExtra
}

// NewLakeDecoder returns a LakeDecoder that reads the results from r. It reads
// nothing before the first call of Decode; then it reads ahead in blocks of up
// to 256 KiB.
func NewLakeDecoder(r io.Reader) *LakeDecoder {
	d := new(LakeDecoder)
	d.Reset(r)
	return d
}

// Reset makes d read other results from r, with the same option.
func (d *LakeDecoder) Reset(r io.Reader) {
	*d = LakeDecoder{MaxRecordBytes: d.MaxRecordBytes}
	d.in.Reset(r)
}

// Decode replaces every field of *row with the next row of the results.
//
// At the end it returns [io.EOF]. A [*tlslog.ParseError] concerns one row; *row
// then holds its undamaged fields, and the next call goes on behind it. Any
// other error is final, such as one in the row that names the columns. Blank
// lines are passed over.
//
// Results whose last line has no line feed are complete if that line has all of
// its columns and is not the one that names them. Else, and with an open
// quotation mark, the results were cut off, and the error is
// [io.ErrUnexpectedEOF]. A line that was cut off within its last value, without
// quotation marks, cannot be told from a whole one.
func (d *LakeDecoder) Decode(row *LakeRow) error {
	*row = LakeRow{}
	if d.err != nil {
		return d.err
	}
	limit := d.MaxRecordBytes
	if limit <= 0 {
		limit = DefaultMaxRecordBytes
	}
	if d.columns == nil {
		if err := d.header(limit); err != nil {
			return d.stop(err)
		}
	}
	text, err := d.row(limit)
	switch {
	case err == tlslog.ErrTooLong:
		d.record++
		d.raw, d.end = "", d.in.Offset()
		return d.parseError(text, fault{err: err})
	case err != nil:
		return d.stop(err)
	}
	f, missing := d.fields(text.text, row)
	if missing && !text.whole {
		*row = LakeRow{}
		return d.stop(io.ErrUnexpectedEOF)
	}
	d.record++
	d.raw, d.end = text.text, text.offset+int64(len(text.text))
	if f.err != nil {
		return d.parseError(text, f)
	}
	return nil
}

// All returns an iterator over the rows that are still to be read; see
// [tlslog.All].
func (d *LakeDecoder) All() iter.Seq2[LakeRow, error] { return tlslog.All(d) }

// Raw returns the row that the last call of Decode read, as it stands in the
// results without its line terminator. It stays valid. It is empty before the
// first call, after a final error, and for a row over the limit.
func (d *LakeDecoder) Raw() string { return d.raw }

// InputOffset returns the position in the results, in bytes after
// decompression, behind the row that the last call of Decode read: Raw ends
// there.
func (d *LakeDecoder) InputOffset() int64 { return d.end }

// row reads the next row that is not blank.
func (d *LakeDecoder) row(limit int) (csvRow, error) {
	for {
		row, err := readRow(&d.in, limit)
		if err != nil || row.text != "" {
			return row, err
		}
	}
}

// header reads the names of the columns.
func (d *LakeDecoder) header(limit int) error {
	row, err := d.row(limit)
	if err != nil {
		return err
	}
	if !row.whole {
		return io.ErrUnexpectedEOF
	}
	if row.text[0] == '{' {
		return tlslog.ErrForeign // such as the signature of the results
	}
	var seen [lakeNumOutdatedTLSCalls + 1]bool
	for rest, more := row.text, true; more; {
		var name string
		var fault int
		name, rest, more, fault = cutValue(rest)
		if fault >= 0 {
			return tlslog.ErrQuote
		}
		if len(d.columns) == maxColumns {
			return tlslog.ErrFieldCount
		}
		c := lakeColumn{name: strings.Clone(name), field: lakeFieldOf(name)}
		if seen[c.field] {
			c.field = lakeExtra
		}
		seen[c.field] = true
		d.columns = append(d.columns, c)
	}
	return nil
}

// fields reads the values of a row. It reports the first damage, and whether
// values are missing.
func (d *LakeDecoder) fields(text string, row *LakeRow) (f fault, missing bool) {
	note := func(g fault) {
		if f.err == nil {
			f = g
		}
	}
	if d.extra = d.extra[:0]; cap(d.extra) > maxKept {
		d.extra = nil
	}
	rest, more := text, true
	for _, c := range d.columns {
		if !more {
			note(fault{pos: 0, err: tlslog.ErrFieldCount})
			missing = true
			break
		}
		pos := len(text) - len(rest)
		value, after, again, bad := cutValue(rest)
		rest, more = after, again
		if bad >= 0 {
			note(fault{c.name, pos, tlslog.ErrQuote})
			continue
		}
		if value == "" {
			continue
		}
		if !d.set(row, c, value) {
			note(fault{c.name, pos, tlslog.ErrNumber})
		}
	}
	if more {
		note(fault{pos: 0, err: tlslog.ErrFieldCount})
	}
	if len(d.extra) > 0 {
		d.extra = append(d.extra, '}')
		row.Extra = RawJSON(d.arena.Keep(append(d.arena.Room(len(d.extra)), d.extra...)))
	}
	return f, missing
}

// set stores one value. It reports whether it is one of its column.
func (d *LakeDecoder) set(row *LakeRow, c lakeColumn, value string) bool {
	switch c.field {
	case lakeAccountID:
		row.AccountID = value
	case lakeRecipientAccountID:
		row.RecipientAccountID = value
	case lakeARN:
		row.ARN = value
	case lakeEventSource:
		row.EventSource = value
	case lakeEventName:
		row.EventName = value
	case lakeAWSRegion:
		row.AWSRegion = value
	case lakeTLSVersion:
		row.TLSVersion = tlslog.ProtocolName(value)
	case lakeCipherSuite:
		row.CipherSuite = tlslog.CipherName(value)
	case lakeUserAgent:
		row.UserAgent = value
	case lakeNumOutdatedTLSCalls:
		n, ok := field.Uint64(value)
		if ok {
			row.NumOutdatedTLSCalls = tlslog.Some(n)
		}
		return ok
	default:
		if len(d.extra) == 0 {
			d.extra = append(d.extra, '{')
		} else {
			d.extra = append(d.extra, ',')
		}
		d.extra = jsonscan.AppendString(d.extra, c.name)
		d.extra = append(d.extra, ':')
		d.extra = jsonscan.AppendString(d.extra, value)
	}
	return true
}

// stop ends the results with err.
func (d *LakeDecoder) stop(err error) error {
	d.err = d.in.Fail(lakeFormat, err)
	d.raw = ""
	return d.err
}

func (d *LakeDecoder) parseError(row csvRow, f fault) error {
	return &tlslog.ParseError{
		Format: lakeFormat,
		Record: d.record,
		Line:   row.line + int64(strings.Count(row.text[:f.pos], "\n")),
		Offset: row.offset + int64(f.pos),
		Field:  f.field,
		Err:    f.err,
	}
}
