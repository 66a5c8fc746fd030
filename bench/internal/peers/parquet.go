package peers

import (
	"io"
	"net/netip"
	"os"
	"path/filepath"
	"time"

	"github.com/awstls/awstls/bench/internal/gen"
)

// ParquetFunctions are what parquet-go is needed for. They are in another
// package, so that it is not part of the program where all others are measured.
type ParquetFunctions struct {
	// WriteLog writes a log to a file with this library.
	WriteLog func(log io.Reader, to string) (records int, err error)

	// WriteRows writes rows to a file: each of those that the reader gives.
	WriteRows func(rows func(each func(*ParquetRow)) error, to string) (records int, err error)

	// Read reads a file that one of the others has written.
	Read func(from string, each func(*ParquetRow) error) error
}

// ParquetCase is about the way from a log to a Parquet file. What is compared is
// what another program reads in the files.
func ParquetCase(f ParquetFunctions) Case {
	read := func(from string, each func(*albRecord)) error {
		return f.Read(from, func(row *ParquetRow) error {
			r, err := row.record()
			if err == nil {
				each(&r)
			}
			return err
		})
	}
	writeCSV := func(log io.Reader, to string) (int, error) {
		return f.WriteRows(func(each func(*ParquetRow)) error {
			var row ParquetRow
			return readALBWithCSV(log, func(r *albRecord) {
				row = newParquetRow(r)
				each(&row)
			})
		}, to)
	}
	return Case{
		Name:     "alb-parquet",
		Title:    "ALB connection log, classic lines, written as Parquet with zstd",
		Generate: gen.ALB,
		Ours:     newParquet("awstls", f.WriteLog, read),
		Peers:    append([]Peer{newParquet("encoding/csv, parquet-go", writeCSV, read)}, duckDBParquet()...),
	}
}

// newParquet returns the peer that writes a log to a file with write. What is in
// the file is read with read.
func newParquet(name string, write func(log io.Reader, to string) (int, error), read func(from string, each func(*albRecord)) error) Peer {
	return Peer{
		Name: name,
		Read: func(log io.Reader) (n int, err error) {
			err = withTemp(func(file string) error {
				n, err = write(log, file)
				return err
			})
			return n, err
		},
		rows: func(log io.Reader, each func(any)) error {
			return withTemp(func(file string) error {
				if _, err := write(log, file); err != nil {
					return err
				}
				return read(file, func(r *albRecord) { each(*r) })
			})
		},
		project: func(ours any) any { return ours },
	}
}

// withTemp calls do with the name of a file that is deleted then.
func withTemp(do func(file string) error) error {
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	return do(filepath.Join(dir, "log.parquet"))
}

// A ParquetRow is a row of a file. The zero value stands for NULL, but for
// a latency, which can be zero.
type ParquetRow struct {
	Time         int64  `parquet:"time,optional,timestamp(microsecond)"`
	ClientIP     string `parquet:"client_ip,optional,dict"`
	ClientPort   int32  `parquet:"client_port,optional"`
	ListenerPort int32  `parquet:"listener_port,optional,dict"`
	TLSProtocol  string `parquet:"tls_protocol,optional,dict"`
	TLSCipher    string `parquet:"tls_cipher,optional,dict"`
	Latency      *int64 `parquet:"tls_handshake_latency,optional,decimal(9:18)"`
	Subject      string `parquet:"leaf_client_cert_subject,optional,dict"`
	NotBefore    int64  `parquet:"leaf_client_cert_not_before,optional,timestamp(microsecond)"`
	NotAfter     int64  `parquet:"leaf_client_cert_not_after,optional,timestamp(microsecond)"`
	SerialNumber string `parquet:"leaf_client_cert_serial_number,optional,dict"`
	VerifyStatus string `parquet:"tls_verify_status,optional,dict"`
	TraceID      string `parquet:"conn_trace_id,optional"`
	KeyExchange  string `parquet:"tls_keyexchange,optional,dict"`
	ELB          string `parquet:"elb,optional,dict"`
	IPAddress    string `parquet:"ip_address,optional,dict"`
}

func newParquetRow(r *albRecord) ParquetRow {
	row := ParquetRow{
		Time:         micros(r.Time),
		ClientIP:     addrText(r.ClientIP),
		ClientPort:   int32(r.ClientPort),
		ListenerPort: int32(r.ListenerPort),
		TLSProtocol:  r.TLSProtocol,
		TLSCipher:    r.TLSCipher,
		Subject:      r.Subject,
		NotBefore:    micros(r.NotBefore),
		NotAfter:     micros(r.NotAfter),
		SerialNumber: r.SerialNumber,
		VerifyStatus: r.VerifyStatus,
		TraceID:      r.TraceID,
		KeyExchange:  r.KeyExchange,
		ELB:          r.ELB,
		IPAddress:    addrText(r.IPAddress),
	}
	if r.Latency.ok {
		row.Latency = new(r.Latency.d.Nanoseconds())
	}
	return row
}

func (row *ParquetRow) record() (albRecord, error) {
	var c converter
	r := albRecord{
		Time:         fromMicros(row.Time),
		ClientIP:     c.addr(row.ClientIP),
		ClientPort:   uint16(row.ClientPort),
		ListenerPort: uint16(row.ListenerPort),
		TLSProtocol:  row.TLSProtocol,
		TLSCipher:    row.TLSCipher,
		Subject:      row.Subject,
		NotBefore:    fromMicros(row.NotBefore),
		NotAfter:     fromMicros(row.NotAfter),
		SerialNumber: row.SerialNumber,
		VerifyStatus: row.VerifyStatus,
		TraceID:      row.TraceID,
		KeyExchange:  row.KeyExchange,
		ELB:          row.ELB,
		IPAddress:    c.addr(row.IPAddress),
	}
	if row.Latency != nil {
		r.Latency = duration{time.Duration(*row.Latency), true}
	}
	return r, c.err
}

// micros returns the microseconds since 1970, and 0 for the zero time.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func fromMicros(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}

func addrText(a netip.Addr) string {
	if !a.IsValid() {
		return ""
	}
	return a.String()
}
