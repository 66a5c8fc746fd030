package peers

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"net/netip"
	"regexp"
	"time"

	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/bench/internal/gen"
	"github.com/satyrius/gonx"
)

func albCase() Case {
	return Case{
		Name:     "alb",
		Title:    "ALB connection log, classic lines",
		Generate: gen.ALB,
		Ours:     newOurs(alb.NewDecoder),
		Peers: append([]Peer{
			newPeer("encoding/csv", readALBWithCSV, projectALB),
			newPeer("regexp", readALBWithRegexp, projectALB),
			newPeer("satyrius/gonx", readALBWithGonx, projectALB),
		}, duckDBPeers(duckDBALB(), projectALB)...),
	}
}

// An albRecord is a line of a connection log.
type albRecord struct {
	Time                time.Time
	ClientIP            netip.Addr
	ClientPort          uint16
	ListenerPort        uint16
	TLSProtocol         string
	TLSCipher           string
	Latency             duration
	Subject             string
	NotBefore, NotAfter time.Time
	SerialNumber        string
	VerifyStatus        string
	TraceID             string
	KeyExchange         string
	ELB                 string
	IPAddress           netip.Addr
}

const albColumns = 15

// set converts the columns of a line.
func (r *albRecord) set(columns []string) error {
	var c converter
	r.Time = c.time(columns[0])
	r.ClientIP = c.addr(columns[1])
	r.ClientPort = c.port(columns[2])
	r.ListenerPort = c.port(columns[3])
	r.TLSProtocol = c.text(columns[4])
	r.TLSCipher = c.text(columns[5])
	r.Latency = c.seconds(columns[6])
	r.Subject = c.text(columns[7])
	r.NotBefore, r.NotAfter = c.validity(columns[8])
	r.SerialNumber = c.text(columns[9])
	r.VerifyStatus = c.text(columns[10])
	r.TraceID = c.text(columns[11])
	r.KeyExchange = c.text(columns[12])
	r.ELB = c.text(columns[13])
	r.IPAddress = c.addr(columns[14])
	return c.err
}

func projectALB(r alb.Record) albRecord {
	return albRecord{
		Time:         r.Time,
		ClientIP:     r.ClientIP,
		ClientPort:   r.ClientPort,
		ListenerPort: r.ListenerPort,
		TLSProtocol:  string(r.TLSProtocol),
		TLSCipher:    string(r.TLSCipher),
		Latency:      projectDuration(r.TLSHandshakeLatency),
		Subject:      r.LeafClientCertSubject,
		NotBefore:    r.LeafClientCertValidity.NotBefore,
		NotAfter:     r.LeafClientCertValidity.NotAfter,
		SerialNumber: r.LeafClientCertSerialNumber,
		VerifyStatus: string(r.TLSVerifyStatus),
		TraceID:      r.ConnTraceID,
		KeyExchange:  string(r.TLSKeyExchange),
		ELB:          r.ELB,
		IPAddress:    r.IPAddress,
	}
}

func readALBWithCSV(log io.Reader, each func(*albRecord)) error {
	cr := csv.NewReader(bufio.NewReaderSize(log, bufferSize))
	cr.Comma = ' '
	cr.LazyQuotes = true
	cr.ReuseRecord = true
	cr.FieldsPerRecord = albColumns
	return readCSV(cr, (*albRecord).set, each)
}

// readCSV reads the rows of a log, and converts them with set.
func readCSV[R any](cr *csv.Reader, set func(*R, []string) error, each func(*R)) error {
	var rec R
	for {
		columns, err := cr.Read()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = set(&rec, columns)
		}
		if err != nil {
			return err
		}
		each(&rec)
	}
}

// albLine has the columns of a line as groups.
var albLine = regexp.MustCompile(`^(\S+) (\S+) (\S+) (\S+) (\S+) (\S+) (\S+) "((?:[^"\\]|\\.)*)" (\S+) (\S+) (\S+) (\S+) (\S+) (\S+) (\S+)$`)

var errNoMatch = errors.New("the line does not match")

func readALBWithRegexp(log io.Reader, each func(*albRecord)) error {
	var rec albRecord
	return lines(log, func(line []byte) error {
		groups := albLine.FindStringSubmatch(string(line))
		if groups == nil {
			return errNoMatch
		}
		if err := rec.set(groups[1:]); err != nil {
			return err
		}
		each(&rec)
		return nil
	})
}

// albNames are the names of the columns in albTemplate.
var albNames = [albColumns]string{
	"time", "client_ip", "client_port", "listener_port", "protocol", "cipher", "latency", "subject",
	"validity", "serial", "status", "trace_id", "key_exchange", "elb", "ip_address",
}

// albTemplate is a line in the words of gonx, which are those of nginx. Programs
// with templates in the manner of grok read logs in this way.
const albTemplate = `$time $client_ip $client_port $listener_port $protocol $cipher $latency "$subject" ` +
	`$validity $serial $status $trace_id $key_exchange $elb $ip_address`

func readALBWithGonx(log io.Reader, each func(*albRecord)) error {
	parser := gonx.NewParser(albTemplate)
	columns := make([]string, albColumns)
	var rec albRecord
	return lines(log, func(line []byte) error {
		entry, err := parser.ParseString(string(line))
		if err != nil {
			return err
		}
		for i, name := range albNames {
			if columns[i], err = entry.Field(name); err != nil {
				return err
			}
		}
		if err := rec.set(columns); err != nil {
			return err
		}
		each(&rec)
		return nil
	})
}
