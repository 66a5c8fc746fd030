// Package queries has queries for data lakes that toparquet has written, and
// tests that run them in DuckDB.
package queries

import (
	"cmp"
	"database/sql"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	_ "github.com/duckdb/duckdb-go/v2" // the driver
	gocmp "github.com/google/go-cmp/cmp"

	"github.com/awstls/awstls"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/parquetlog"
	"github.com/awstls/awstls/tlslog/posture"
)

// now is the time at which certificates are looked at. In the query stands the
// time at which it runs.
var now = time.Date(2026, 9, 24, 0, 0, 0, 0, time.UTC)

const (
	currentTime = "CAST(current_timestamp AT TIME ZONE 'UTC' AS timestamp)"
	fixedTime   = "TIMESTAMP '2026-09-24 00:00:00'"
)

// TestQueries compares the rows of each query with those of a posture.Summary
// of the same events.
func TestQueries(t *testing.T) {
	lakes := map[string][]tlslog.Event{"sample logs": sampleEvents(t), "made up": madeUpEvents(), "nothing": nil}
	for name, events := range lakes {
		t.Run(name, func(t *testing.T) {
			if len(events) == 0 {
				// DuckDB makes no table of no files.
				events = []tlslog.Event{{Source: tlslog.SourceALB, ID: "x"}}
			}
			var s posture.Summary
			for _, e := range events {
				s.Add(e)
			}
			db := openLake(t, writeLake(t, events))
			for query, want := range map[string][]string{
				"outdated_clients":      outdatedClients(&s),
				"outdated_calls":        outdatedCalls(&s),
				"failures":              failures(&s),
				"post_quantum":          postQuantum(&s),
				"expiring_certificates": expiringCertificates(&s),
			} {
				text := read(t, query+".sql")
				if query == "expiring_certificates" {
					ask(t, db, text) // as it stands
					text = replace(t, text, currentTime, fixedTime)
				}
				got := ask(t, db, text)
				slices.Sort(got)
				slices.Sort(want)
				if diff := gocmp.Diff(want, got); diff != "" {
					t.Errorf("%s (-posture +DuckDB):\n%s", query, diff)
				}
				if len(want) < 2 && name != "nothing" {
					t.Errorf("%s: %d rows test nothing", query, len(want))
				}
			}
		})
	}
}

func outdatedClients(s *posture.Summary) (rows []string) {
	for _, r := range s.DeprecatedClients().Rows {
		k := r.Key
		rows = append(rows, row(source(k.Source), cmp.Or(addr(k.IP), k.Host), k.Version.String(), r.Events, r.First, r.Last))
	}
	return rows
}

func outdatedCalls(s *posture.Summary) (rows []string) {
	for _, r := range s.OutdatedCalls().Rows {
		k := r.Key
		rows = append(rows, row(k.PrincipalAccount, k.Account, k.Principal, k.Service, k.Operation, k.Region,
			k.Version.String(), cmp.Or(k.CipherSuite.String(), string(k.CipherName)), k.UserAgent, r.Events))
	}
	return rows
}

func failures(s *posture.Summary) (rows []string) {
	for _, r := range s.Failures().Rows {
		k := r.Key
		rows = append(rows, row(source(k.Source), k.Result.String(), k.Reason.String(), k.Code, r.Events, r.First, r.Last))
	}
	return rows
}

func postQuantum(s *posture.Summary) (rows []string) {
	for _, x := range s.Sources() {
		var logged, named int64
		var share float64
		for _, k := range x.KeyExchanges {
			logged += k.Events
			if k.KeyExchange != "" {
				named += k.Events
			}
			if k.PostQuantum {
				share += k.Share
			}
		}
		if logged > 0 {
			rows = append(rows, row(source(x.Source), logged, named, x.PostQuantum, share))
		}
	}
	return rows
}

func expiringCertificates(s *posture.Summary) (rows []string) {
	for _, r := range s.ExpiringCertificates(30*24*time.Hour, now).Rows {
		k := r.Key
		rows = append(rows, row(source(k.Source), k.Holder.String(), k.Subject, k.Issuer, k.Serial, k.Fingerprint,
			k.Validity.NotBefore, k.Validity.NotAfter, r.Events, r.First, r.Last))
	}
	return rows
}

// TestFolders: a query about some days finds what is of these days.
func TestFolders(t *testing.T) {
	events := madeUpEvents()
	db := openLake(t, writeLake(t, events))
	want := 0
	for _, e := range events {
		if e.Source == tlslog.SourceALB && e.Time.Format("2006-01-02") == "2026-09-23" {
			want++
		}
	}
	got := ask(t, db, "SELECT count(*) FROM events WHERE source = 'alb' AND year = '2026' AND month = '09' AND day = '23'")
	if diff := gocmp.Diff([]string{row(int64(want))}, got); diff != "" || want == 0 {
		t.Error(diff)
	}
}

// sampleEvents returns the events of the sample logs of tlsreport.
func sampleEvents(t *testing.T) (events []tlslog.Event) {
	t.Helper()
	err := filepath.WalkDir("../tlsreport/testdata/sample", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		for e := range awstls.Events(f) { // of a damaged record what could be read
			if _, ok := e.Event(); ok {
				events = append(events, e)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return events
}

// madeUpEvents returns events of all kinds, also of such as do not occur.
func madeUpEvents() []tlslog.Event {
	random := rand.New(rand.NewPCG(1, 2))
	any := func(n int) bool { return random.IntN(n) == 0 }
	groups := []tlslog.KeyExchange{
		"", "", "secp256r1", "x25519", "ffdhe2048", "brainpoolP256r1tls13", "NotMLKEM768Yet",
		"X25519MLKEM768", "SecP256r1MLKEM768", "SecP384r1MLKEM1024", "curveSM2MLKEM768", "MLKEM512", "MLKEM768", "MLKEM1024",
		"X25519Kyber768Draft00", "SecP256r1Kyber768Draft00",
		"x25519_kyber-512-r3", "secp256r1_kyber-512-r3", "secp384r1_kyber-768-r3", "secp521r1_kyber-1024-r3",
	}
	versions := []tlslog.Version{0, 0x0002, 0x0300, 0x0301, 0x0302, 0x0303, 0x0304, 0x7f1c}
	reasons := slices.Collect(tlslog.Reasons())
	events := make([]tlslog.Event, 5000)
	for i := range events {
		e := tlslog.Event{
			Source:      tlslog.Source(random.IntN(5)),
			Time:        now.Add(time.Duration(random.Int64N(int64(10 * 24 * time.Hour)))).Add(-5 * 24 * time.Hour).Truncate(time.Microsecond),
			ID:          fmt.Sprint(i),
			Evidence:    tlslog.Evidence(random.IntN(int(tlslog.EvidenceNotRecorded) + 1)),
			Version:     pick(random, versions),
			KeyExchange: pick(random, groups),
			Result:      tlslog.Result(random.IntN(3)),
			Code:        pick(random, []string{"", "ClientCertExpired", "it's \"quoted\", 'twice'"}),
			Service:     pick(random, []string{"", "kms.amazonaws.com"}),
			Operation:   pick(random, []string{"", "Decrypt"}),
			UserAgent:   pick(random, []string{"", "-", "ö\x00"}),
		}
		if any(20) {
			e.Time = time.Time{}
		}
		if any(2) {
			e.Reason = pick(random, reasons)
		}
		switch random.IntN(3) {
		case 0:
			e.ClientIP = netip.AddrFrom4([4]byte{192, 0, 2, byte(random.IntN(3))})
		case 1:
			e.ClientHost = "AWS Internal"
		}
		switch random.IntN(3) {
		case 0:
			e.CipherSuite, e.CipherName = 0x002f, "AES128-SHA"
		case 1:
			e.CipherName = "NOT-KNOWN"
		}
		if any(2) {
			e.Certificate = tlslog.Certificate{
				Holder:  tlslog.Holder(random.IntN(3)),
				Subject: pick(random, []string{"", "CN=a"}),
				Serial:  pick(random, []string{"", "0A"}),
			}
			// Around the two ends of the time that is asked for.
			if day := random.IntN(4); day > 0 {
				e.Certificate.Validity.NotAfter = now.AddDate(0, 0, []int{0, 0, 30, 100}[day]).Add(time.Duration(random.IntN(3)-1) * time.Second)
			}
		}
		events[i] = e
	}
	return events
}

func pick[T any](random *rand.Rand, of []T) T { return of[random.IntN(len(of))] }

// writeLake writes a lake as toparquet does.
func writeLake(t *testing.T, events []tlslog.Event) (folder string) {
	t.Helper()
	root := filepath.Join(t.TempDir(), "it's a lake")
	p := parquetlog.NewPartitions[tlslog.Event](filepath.Join(root, "events"))
	p.MaxOpenFiles = 100 // more than there are days and sources
	for i := range events {
		if err := p.Write(&events[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	return root
}

// openLake returns a database with the view of a lake.
func openLake(t *testing.T, root string) *sql.DB {
	t.Helper()
	db := open(t)
	view := replace(t, read(t, "duckdb_view.sql"), "lake/events", strings.ReplaceAll(filepath.ToSlash(root), "'", "''")+"/events")
	if _, err := db.Exec(view); err != nil {
		t.Fatal(err)
	}
	return db
}

// open returns a database of which the clock is not in UTC.
func open(t *testing.T) *sql.DB {
	t.Helper()
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if _, err := db.Exec("SET GLOBAL TimeZone = 'Asia/Kathmandu'"); err != nil {
		t.Fatal(err)
	}
	return db
}

// ask returns the rows of a query.
func ask(t *testing.T, db *sql.DB, query string) (all []string) {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatalf("%v in:\n%s", err, query)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	values, to := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		to[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(to...); err != nil {
			t.Fatal(err)
		}
		all = append(all, row(values...))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// row returns the values of a row as a text. Nothing is what an event has in
// the place of null.
func row(values ...any) string {
	texts := make([]string, len(values))
	for i, v := range values {
		switch v := v.(type) {
		case nil:
		case time.Time:
			if !v.IsZero() {
				texts[i] = v.Format(time.RFC3339Nano)
			}
		case string:
			texts[i] = v
		case int64:
			texts[i] = fmt.Sprint(v)
		case float64:
			texts[i] = fmt.Sprintf("%.12f", v)
		default:
			texts[i] = fmt.Sprintf("%T", v) // which equals nothing
		}
	}
	return fmt.Sprintf("%q", texts)
}

// source returns the name of the folder of a source.
func source(s tlslog.Source) string { return cmp.Or(s.String(), "unknown") }

func addr(a netip.Addr) string {
	if !a.IsValid() {
		return ""
	}
	return a.String()
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// replace replaces a part of a text that is there once.
func replace(t *testing.T, text, old, new string) string {
	t.Helper()
	if strings.Count(text, old) != 1 {
		t.Fatalf("%q is not there once in:\n%s", old, text)
	}
	return strings.Replace(text, old, new, 1)
}
