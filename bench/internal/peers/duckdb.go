package peers

import (
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"
)

// DuckDB is a database that reads logs as tables. Its driver is in the programs
// alone that import it; see bench/duckdb.

// A duckDBQuery is how DuckDB reads a log into an R.
type duckDBQuery[R any] struct {
	note    string   // see Peer
	table   string   // in SQL, with %s for the log's name, and %d for its size
	columns []string // in SQL, of times, numbers and texts
	set     func(*R, *duckDBRow)
}

// duckDBPeers returns the peer that reads a log with q, or none if there is no
// driver.
//
// It is timed over a query that counts the values of each column. DuckDB then
// reads and converts all of them, and spends no time on giving them to Go.
func duckDBPeers[R, Ours any](q duckDBQuery[R], project func(Ours) R) []Peer {
	if !hasDuckDB() {
		return nil
	}
	var db duckDB
	counts := []string{"count(*)"}
	for _, column := range q.columns {
		counts = append(counts, "count("+column+")")
	}
	return []Peer{{
		Name:     "DuckDB",
		Note:     q.note,
		FromFile: true,
		OffHeap:  true,
		Read: func(log io.Reader) (int, error) {
			table, err := q.from(log)
			if err != nil {
				return 0, err
			}
			var records int64
			err = db.query(table, counts, func(row *duckDBRow) { records = next[int64](row) })
			return int(records), err
		},
		rows: func(log io.Reader, each func(any)) error {
			table, err := q.from(log)
			if err != nil {
				return err
			}
			return db.query(table, q.columns, func(row *duckDBRow) {
				var rec R
				q.set(&rec, row)
				each(rec)
			})
		},
		project: func(ours any) any { return project(ours.(Ours)) },
	}}
}

// duckDBParquet returns the peer that writes the lines of a load balancer as
// Parquet, or none if there is no driver. What it has written it reads itself.
func duckDBParquet() []Peer {
	if !hasDuckDB() {
		return nil
	}
	var db duckDB
	q := duckDBALB()
	n := len(q.columns) - 2
	validity := q.columns[n:]
	columns := append(slices.Clone(q.columns[:n]), "not_before", "not_after")
	write := func(log io.Reader, to string) (int, error) {
		table, err := q.from(log)
		if err != nil {
			return 0, err
		}
		return db.exec("COPY (SELECT * EXCLUDE (validity), " + validity[0] + " AS not_before, " + validity[1] + " AS not_after FROM " + table +
			") TO " + sqlText(to) + " (FORMAT parquet, COMPRESSION zstd)")
	}
	read := func(from string, each func(*albRecord)) error {
		return db.query("read_parquet("+sqlText(from)+")", columns, func(row *duckDBRow) {
			var rec albRecord
			q.set(&rec, row)
			each(&rec)
		})
	}
	p := newParquet("DuckDB", write, read)
	p.FromFile = true
	p.OffHeap = true
	return []Peer{p}
}

const duckDBDriver = "duckdb"

func hasDuckDB() bool { return slices.Contains(sql.Drivers(), duckDBDriver) }

// A duckDB is a database in memory. It is open from its first use on, since it
// takes some milliseconds to start.
type duckDB struct{ db *sql.DB }

func (d *duckDB) open() (err error) {
	if d.db == nil {
		d.db, err = sql.Open(duckDBDriver, fmt.Sprintf("?threads=%d", runtime.GOMAXPROCS(0)))
	}
	return err
}

// exec returns how many rows the statement concerned.
func (d *duckDB) exec(statement string) (rows int, err error) {
	if err := d.open(); err != nil {
		return 0, err
	}
	result, err := d.db.Exec(statement)
	if err != nil {
		return 0, err
	}
	n, err := result.RowsAffected()
	return int(n), err
}

// query calls each with every row of a table.
func (d *duckDB) query(table string, columns []string, each func(*duckDBRow)) error {
	if err := d.open(); err != nil {
		return err
	}
	rows, err := d.db.Query("SELECT " + strings.Join(columns, ", ") + " FROM " + table)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	row := newDuckDBRow(len(columns))
	for rows.Next() {
		if err := rows.Scan(row.to...); err != nil {
			return err
		}
		row.left = row.values
		if each(row); row.err != nil {
			return row.err
		}
	}
	return rows.Err()
}

// sqlText returns s as a literal of SQL.
func sqlText(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

var errNoFile = errors.New("the log is no file")

// from returns the table for a log.
func (q duckDBQuery[R]) from(log io.Reader) (string, error) {
	f, ok := log.(*os.File)
	if !ok {
		return "", errNoFile
	}
	info, err := f.Stat()
	if err != nil {
		return "", err
	}
	return strings.NewReplacer("%s", sqlText(f.Name()), "%d", fmt.Sprint(info.Size())).Replace(q.table), nil
}

// A duckDBRow gives the values of a row in the order of its columns.
type duckDBRow struct {
	converter
	values []any
	to     []any // the addresses of values
	left   []any // the values to come
}

func newDuckDBRow(columns int) *duckDBRow {
	r := &duckDBRow{values: make([]any, columns), to: make([]any, columns)}
	for i := range r.values {
		r.to[i] = &r.values[i]
	}
	return r
}

// next returns the next value, and zero for NULL.
func next[T any](r *duckDBRow) T {
	v, ok := r.left[0].(T)
	if !ok && r.left[0] != nil {
		r.note(fmt.Errorf("column %d is a %T", len(r.values)-len(r.left), r.left[0]))
	}
	r.left = r.left[1:]
	return v
}

// nextTime returns the next value, a TIMESTAMP, which has no time zone.
func (r *duckDBRow) nextTime() time.Time {
	t := next[time.Time](r)
	if t.IsZero() {
		return t
	}
	return t.UTC()
}

// nextDuration returns the next value, a number of microseconds.
func (r *duckDBRow) nextDuration() duration {
	if r.left[0] == nil {
		r.left = r.left[1:]
		return duration{}
	}
	return duration{time.Duration(next[int64](r)) * time.Microsecond, true}
}
