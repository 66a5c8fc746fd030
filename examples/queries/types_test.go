package queries

import (
	"database/sql"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/cloudfront"
	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/parquetlog"
)

// A column is a column and its type, as the documentation of parquetlog has them.
type column struct{ name, typ string }

// documented returns the columns in the documentation of parquetlog.
func documented(t *testing.T, record string) (columns []column) {
	t.Helper()
	_, section, ok := strings.Cut(read(t, "../../tlslog/parquetlog/doc.go"), "// # "+record+"\n")
	if !ok {
		t.Fatalf("%s is not documented", record)
	}
	section, _, _ = strings.Cut(section, "// # ")
	for _, m := range regexp.MustCompile(`(?m)^//\t(\w+) +(\S+)$`).FindAllStringSubmatch(section, -1) {
		columns = append(columns, column{m[1], m[2]})
	}
	return columns
}

// in returns the columns with the names that a database has for the types.
func in(t *testing.T, columns []column, types map[string]string) (translated []column) {
	t.Helper()
	for _, c := range columns {
		typ, ok := types[c.typ]
		if !ok {
			t.Fatalf("%s has the type %s", c.name, c.typ)
		}
		translated = append(translated, column{c.name, typ})
	}
	return translated
}

// duckDBTypes are the types that DuckDB sees in the files.
var duckDBTypes = map[string]string{
	"STRING":        "VARCHAR",
	"TIMESTAMP":     "TIMESTAMP WITH TIME ZONE",
	"DECIMAL(18,9)": "DECIMAL(18,9)",
	"DECIMAL(18,6)": "DECIMAL(18,6)",
	"INT(32)":       "INTEGER",
	"INT(64)":       "BIGINT",
	"BOOLEAN":       "BOOLEAN",
}

// TestTypes: DuckDB sees in the files the columns and types that are documented.
func TestTypes(t *testing.T) {
	db := open(t)
	for record, file := range map[string]string{
		"alb":                   write[alb.Record](t),
		"cloudfront":            write[cloudfront.Record](t),
		"networkfirewall":       write[networkfirewall.Record](t),
		"networkfirewall_alert": write[networkfirewall.AlertRecord](t),
		"event":                 write[tlslog.Event](t),
	} {
		got, want := describe(t, db, file), in(t, documented(t, record), duckDBTypes)
		if diff := gocmp.Diff(want, got, gocmp.AllowUnexported(column{})); diff != "" || len(want) < 15 {
			t.Errorf("%s (-documented +DuckDB):\n%s", record, diff)
		}
	}
	// The columns of CloudTrail are not listed, but by their types.
	types := make(map[string]string)
	for _, c := range describe(t, db, write[cloudtrail.Record](t)) {
		types[c.name] = c.typ
	}
	for name, want := range map[string]string{
		"eventTime": "TIMESTAMP WITH TIME ZONE", "readOnly": "BOOLEAN", "managementEvent": "BOOLEAN", "tlsDetails_tlsVersion": "VARCHAR",
	} {
		if types[name] != want {
			t.Errorf("%s is a %s", name, types[name])
		}
	}
}

// TestTables: the tables for Athena and Trino have the columns of the files, and
// those of the folders.
func TestTables(t *testing.T) {
	folders := []column{{"source", "STRING"}, {"year", "STRING"}, {"month", "STRING"}, {"day", "STRING"}}
	columns := append(documented(t, "event")[1:], folders...) // the first is source
	for file, types := range map[string]map[string]string{
		"athena_table.sql": {"STRING": "string", "TIMESTAMP": "timestamp", "DECIMAL(18,9)": "decimal(18,9)", "INT(32)": "int"},
		"trino_table.sql":  {"STRING": "varchar", "TIMESTAMP": "timestamp(6)", "DECIMAL(18,9)": "decimal(18,9)", "INT(32)": "integer"},
	} {
		var got []column
		for _, m := range regexp.MustCompile("(?m)^    [`\"](\\w+)[`\"] ([a-z]+(?:\\([0-9,]+\\))?),?$").FindAllStringSubmatch(read(t, file), -1) {
			got = append(got, column{m[1], m[2]})
		}
		if diff := gocmp.Diff(in(t, columns, types), got, gocmp.AllowUnexported(column{})); diff != "" {
			t.Errorf("%s (-files +table):\n%s", file, diff)
		}
	}
}

// TestValues: DuckDB reads the values that were written, in all columns.
func TestValues(t *testing.T) {
	events := append(sampleEvents(t), madeUpEvents()...)
	var want []string
	for i := range events {
		e := &events[i]
		c := e.Certificate
		want = append(want, row(
			e.Source.String(), stamp(e.Time), e.ID, e.Account, e.Region, e.Resource,
			addr(e.ClientIP), port(e.ClientPort), e.ClientHost, addr(e.ServerIP), port(e.ServerPort), e.ServerName,
			e.Evidence.String(), e.Version.String(), e.CipherSuite.String(), string(e.CipherName), string(e.KeyExchange), seconds(e.HandshakeDuration),
			e.Result.String(), e.Reason.String(), e.Code, e.Action, e.Message,
			c.Holder.String(), c.Subject, c.Issuer, c.Serial, stamp(c.Validity.NotBefore), stamp(c.Validity.NotAfter), c.Fingerprint,
			e.Service, e.Operation, e.Principal, e.PrincipalAccount, e.UserAgent,
		))
	}
	compare(t, want, write(t, events...))

	records := []alb.Record{{}, {
		Time:                       time.Date(2026, 9, 23, 7, 11, 27, 691358000, time.UTC),
		ClientIP:                   netip.MustParseAddr("2001:db8::1"),
		ClientPort:                 65535,
		ListenerPort:               443,
		TLSProtocol:                "TLSv1.2",
		TLSCipher:                  "ECDHE-RSA-AES128-GCM-SHA256",
		TLSHandshakeLatency:        tlslog.Some(36 * time.Millisecond),
		LeafClientCertSubject:      `CN="a, b"`,
		LeafClientCertValidity:     tlslog.Validity{NotBefore: time.Date(1969, 12, 31, 23, 59, 59, 0, time.UTC), NotAfter: time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)},
		LeafClientCertSerialNumber: "FEF257372D5C14D4",
		TLSVerifyStatus:            "Failed:ClientCertUntrusted",
		ConnTraceID:                "TID_01",
	}, {TLSHandshakeLatency: tlslog.Some(time.Duration(0))}}
	want = nil
	for _, r := range records {
		v := r.LeafClientCertValidity
		want = append(want, row(
			stamp(r.Time), addr(r.ClientIP), port(r.ClientPort), port(r.ListenerPort), string(r.TLSProtocol), string(r.TLSCipher), seconds(r.TLSHandshakeLatency),
			r.LeafClientCertSubject, stamp(v.NotBefore), stamp(v.NotAfter), r.LeafClientCertSerialNumber,
			string(r.TLSVerifyStatus), r.ConnTraceID, "", "", "", "",
		))
	}
	compare(t, want, write(t, records...))
}

// compare compares the rows of a file, in their order.
func compare(t *testing.T, want []string, file string) {
	t.Helper()
	got := ask(t, utc(t), "SELECT CAST(COLUMNS(*) AS VARCHAR) FROM "+table(file))
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("-written +DuckDB:\n%s", diff)
	}
}

func utc(t *testing.T) *sql.DB {
	t.Helper()
	db := open(t)
	if _, err := db.Exec("SET GLOBAL TimeZone = 'UTC'"); err != nil {
		t.Fatal(err)
	}
	return db
}

// stamp returns a time as DuckDB writes it.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2006-01-02 15:04:05.999999+00")
}

func port(n uint16) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

func seconds(o tlslog.Opt[time.Duration]) string {
	d, ok := o.Get()
	if !ok {
		return ""
	}
	return fmt.Sprintf("%d.%09d", d/time.Second, d%time.Second)
}

// write writes records into a file.
func write[R parquetlog.Record](t *testing.T, records ...R) (name string) {
	t.Helper()
	name = filepath.Join(t.TempDir(), "records.parquet")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := parquetlog.NewWriter[R](f)
	for i := range records {
		if err := w.Write(&records[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return name
}

func table(file string) string {
	return "read_parquet('" + strings.ReplaceAll(filepath.ToSlash(file), "'", "''") + "')"
}

// describe returns the columns that DuckDB sees in a file.
func describe(t *testing.T, db *sql.DB, file string) (columns []column) {
	t.Helper()
	rows, err := db.Query("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM " + table(file) + ")")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var c column
		if err := rows.Scan(&c.name, &c.typ); err != nil {
			t.Fatal(err)
		}
		columns = append(columns, c)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return columns
}
