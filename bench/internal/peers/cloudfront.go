package peers

import (
	"bufio"
	"encoding/csv"
	"io"
	"net/netip"
	"slices"
	"time"

	"github.com/awstls/awstls/bench/internal/gen"
	"github.com/awstls/awstls/cloudfront"
)

func cloudFrontJSONCase() Case {
	return Case{
		Name:     "cloudfront-json",
		Title:    "CloudFront connection log, JSON lines",
		Generate: gen.CloudFrontJSON,
		Ours:     newOurs(cloudfront.NewDecoder),
		Peers: slices.Concat(
			jsonLinePeers((*cloudFrontRecord).setJSON, projectCloudFront),
			treePeers(fastLines, simdLines, (*cloudFrontRecord).setJSON, projectCloudFront),
			duckDBPeers(duckDBCloudFrontJSON(), projectCloudFront),
		),
	}
}

func cloudFrontW3CCase() Case {
	return Case{
		Name:     "cloudfront-w3c",
		Title:    "CloudFront connection log, W3C",
		Generate: gen.CloudFrontW3C,
		Ours:     newOurs(cloudfront.NewDecoder),
		Peers: append([]Peer{newPeer("encoding/csv", readCloudFrontWithCSV, projectCloudFront)},
			duckDBPeers(duckDBCloudFrontW3C(), projectCloudFront)...),
	}
}

// A cloudFrontRecord is an entry of a connection log.
type cloudFrontRecord struct {
	EventTimestamp       time.Time
	ConnectionID         string
	ConnectionStatus     string
	ClientIP             netip.Addr
	ClientPort           uint16
	ServerIP             netip.Addr
	DistributionID       string
	DistributionTenantID string
	TLSProtocol          string
	TLSCipher            string
	HandshakeDuration    duration
	SNI                  string
	SerialNumber         string
	Subject              string
	Issuer               string
	NotBefore, NotAfter  time.Time
	CustomData           string
}

// A cloudFrontJSON is an entry in JSON: all values are strings.
type cloudFrontJSON struct {
	EventTimestamp       string `json:"eventTimestamp"`
	ConnectionID         string `json:"connectionId"`
	ConnectionStatus     string `json:"connectionStatus"`
	ClientIP             string `json:"clientIp"`
	ClientPort           string `json:"clientPort"`
	ServerIP             string `json:"serverIp"`
	DistributionID       string `json:"distributionId"`
	DistributionTenantID string `json:"distributionTenantId"`
	TLSProtocol          string `json:"tlsProtocol"`
	TLSCipher            string `json:"tlsCipher"`
	TLSHandshakeDuration string `json:"tlsHandshakeDuration"`
	TLSSNI               string `json:"tlsSni"`
	SerialNumber         string `json:"clientLeafCertSerialNumber"`
	Subject              string `json:"clientLeafCertSubject"`
	Issuer               string `json:"clientLeafCertIssuer"`
	Validity             string `json:"clientLeafCertValidity"`
	CustomData           string `json:"connectionLogCustomData"`
}

func (w *cloudFrontJSON) text(_, name []byte) *string {
	switch string(name) {
	case "eventTimestamp":
		return &w.EventTimestamp
	case "connectionId":
		return &w.ConnectionID
	case "connectionStatus":
		return &w.ConnectionStatus
	case "clientIp":
		return &w.ClientIP
	case "clientPort":
		return &w.ClientPort
	case "serverIp":
		return &w.ServerIP
	case "distributionId":
		return &w.DistributionID
	case "distributionTenantId":
		return &w.DistributionTenantID
	case "tlsProtocol":
		return &w.TLSProtocol
	case "tlsCipher":
		return &w.TLSCipher
	case "tlsHandshakeDuration":
		return &w.TLSHandshakeDuration
	case "tlsSni":
		return &w.TLSSNI
	case "clientLeafCertSerialNumber":
		return &w.SerialNumber
	case "clientLeafCertSubject":
		return &w.Subject
	case "clientLeafCertIssuer":
		return &w.Issuer
	case "clientLeafCertValidity":
		return &w.Validity
	case "connectionLogCustomData":
		return &w.CustomData
	}
	return nil
}

func (*cloudFrontJSON) number([]byte) *int64 { return nil }

func (*cloudFrontJSON) enter(_, _ []byte) bool { return false }

func (r *cloudFrontRecord) setJSON(w *cloudFrontJSON) error {
	var c converter
	r.EventTimestamp = c.milliseconds(w.EventTimestamp)
	r.ConnectionID = c.text(w.ConnectionID)
	r.ConnectionStatus = c.text(w.ConnectionStatus)
	r.ClientIP = c.addr(w.ClientIP)
	r.ClientPort = c.port(w.ClientPort)
	r.ServerIP = c.addr(w.ServerIP)
	r.DistributionID = c.text(w.DistributionID)
	r.DistributionTenantID = c.text(w.DistributionTenantID)
	r.TLSProtocol = c.text(w.TLSProtocol)
	r.TLSCipher = c.text(w.TLSCipher)
	r.HandshakeDuration = c.millis(w.TLSHandshakeDuration)
	r.SNI = c.text(w.TLSSNI)
	r.SerialNumber = c.text(w.SerialNumber)
	r.Subject = c.text(w.Subject)
	r.Issuer = c.text(w.Issuer)
	r.NotBefore, r.NotAfter = c.validity(w.Validity)
	r.CustomData = c.text(w.CustomData)
	return c.err
}

const cloudFrontColumns = 17

// setColumns converts the columns of a row.
func (r *cloudFrontRecord) setColumns(columns []string) error {
	return r.setJSON(&cloudFrontJSON{
		columns[0], columns[1], columns[2], columns[3], columns[4], columns[5], columns[6], columns[7], columns[8],
		columns[9], columns[10], columns[11], columns[12], columns[13], columns[14], columns[15], columns[16],
	})
}

func projectCloudFront(r cloudfront.Record) cloudFrontRecord {
	return cloudFrontRecord{
		EventTimestamp:       r.EventTimestamp,
		ConnectionID:         r.ConnectionID,
		ConnectionStatus:     string(r.ConnectionStatus),
		ClientIP:             r.ClientIP,
		ClientPort:           r.ClientPort,
		ServerIP:             r.ServerIP,
		DistributionID:       r.DistributionID,
		DistributionTenantID: r.DistributionTenantID,
		TLSProtocol:          string(r.TLSProtocol),
		TLSCipher:            string(r.TLSCipher),
		HandshakeDuration:    projectDuration(r.TLSHandshakeDuration),
		SNI:                  r.TLSSNI,
		SerialNumber:         r.ClientLeafCertSerialNumber,
		Subject:              r.ClientLeafCertSubject,
		Issuer:               r.ClientLeafCertIssuer,
		NotBefore:            r.ClientLeafCertValidity.NotBefore,
		NotAfter:             r.ClientLeafCertValidity.NotAfter,
		CustomData:           r.ConnectionLogCustomData,
	}
}

// readCloudFrontWithCSV reads a log with all columns in AWS's order. It does
// not look at the header.
func readCloudFrontWithCSV(log io.Reader, each func(*cloudFrontRecord)) error {
	cr := csv.NewReader(bufio.NewReaderSize(log, bufferSize))
	cr.Comma = '\t'
	cr.Comment = '#'
	cr.LazyQuotes = true
	cr.ReuseRecord = true
	cr.FieldsPerRecord = cloudFrontColumns
	return readCSV(cr, (*cloudFrontRecord).setColumns, each)
}
