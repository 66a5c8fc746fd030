package peers

import (
	"net/netip"
	"slices"
	"time"

	"github.com/awstls/awstls/bench/internal/gen"
	"github.com/awstls/awstls/networkfirewall"
)

func networkFirewallCase() Case {
	return Case{
		Name:     "networkfirewall",
		Title:    "Network Firewall TLS log, JSON lines",
		Generate: gen.NetworkFirewall,
		Ours:     newOurs(networkfirewall.NewDecoder),
		Peers: slices.Concat(
			jsonLinePeers((*networkFirewallRecord).set, projectNetworkFirewall),
			treePeers(fastLines, simdLines, (*networkFirewallRecord).set, projectNetworkFirewall),
			duckDBPeers(duckDBNetworkFirewall(), projectNetworkFirewall),
		),
	}
}

// A networkFirewallRecord is an entry of a TLS log.
type networkFirewallRecord struct {
	FirewallName      string
	AvailabilityZone  string
	EventTimestamp    time.Time
	Timestamp         time.Time
	SrcIP, DestIP     netip.Addr
	SrcPort, DestPort uint16
	SNI               string
	ErrorMessage      string
	LeafCertFPR       string
	Status            string
	Action            string
}

// A networkFirewallJSON is an entry in JSON.
type networkFirewallJSON struct {
	FirewallName     string `json:"firewall_name"`
	AvailabilityZone string `json:"availability_zone"`
	EventTimestamp   int64  `json:"event_timestamp"`
	Event            struct {
		Timestamp string `json:"timestamp"`
		SrcIP     string `json:"src_ip"`
		SrcPort   string `json:"src_port"`
		DestIP    string `json:"dest_ip"`
		DestPort  string `json:"dest_port"`
		SNI       string `json:"sni"`
		TLSError  struct {
			ErrorMessage string `json:"error_message"`
		} `json:"tls_error"`
		RevocationCheck struct {
			LeafCertFPR string `json:"leaf_cert_fpr"`
			Status      string `json:"status"`
			Action      string `json:"action"`
		} `json:"revocation_check"`
	} `json:"event"`
}

func (r *networkFirewallRecord) set(w *networkFirewallJSON) error {
	var c converter
	e := &w.Event
	r.FirewallName = w.FirewallName
	r.AvailabilityZone = w.AvailabilityZone
	r.EventTimestamp = time.Unix(w.EventTimestamp, 0).UTC()
	r.Timestamp = c.time(e.Timestamp)
	r.SrcIP = c.addr(e.SrcIP)
	r.SrcPort = c.port(e.SrcPort)
	r.DestIP = c.addr(e.DestIP)
	r.DestPort = c.port(e.DestPort)
	r.SNI = c.text(e.SNI)
	r.ErrorMessage = e.TLSError.ErrorMessage
	r.LeafCertFPR = e.RevocationCheck.LeafCertFPR
	r.Status = e.RevocationCheck.Status
	r.Action = e.RevocationCheck.Action
	return c.err
}

func projectNetworkFirewall(r networkfirewall.Record) networkFirewallRecord {
	tlsError, _ := r.TLSError.Get()
	check, _ := r.RevocationCheck.Get()
	return networkFirewallRecord{
		FirewallName:     r.FirewallName,
		AvailabilityZone: r.AvailabilityZone,
		EventTimestamp:   r.EventTimestamp,
		Timestamp:        r.Timestamp,
		SrcIP:            r.SrcIP,
		SrcPort:          r.SrcPort,
		DestIP:           r.DestIP,
		DestPort:         r.DestPort,
		SNI:              r.SNI,
		ErrorMessage:     tlsError.ErrorMessage,
		LeafCertFPR:      check.LeafCertFPR,
		Status:           string(check.Status),
		Action:           string(check.Action),
	}
}

func (w *networkFirewallJSON) text(_, name []byte) *string {
	e := &w.Event
	switch string(name) {
	case "firewall_name":
		return &w.FirewallName
	case "availability_zone":
		return &w.AvailabilityZone
	case "timestamp":
		return &e.Timestamp
	case "src_ip":
		return &e.SrcIP
	case "src_port":
		return &e.SrcPort
	case "dest_ip":
		return &e.DestIP
	case "dest_port":
		return &e.DestPort
	case "sni":
		return &e.SNI
	case "error_message":
		return &e.TLSError.ErrorMessage
	case "leaf_cert_fpr":
		return &e.RevocationCheck.LeafCertFPR
	case "status":
		return &e.RevocationCheck.Status
	case "action":
		return &e.RevocationCheck.Action
	}
	return nil
}

func (w *networkFirewallJSON) number(name []byte) *int64 {
	if string(name) == "event_timestamp" {
		return &w.EventTimestamp
	}
	return nil
}

func (w *networkFirewallJSON) enter(_, name []byte) bool {
	switch string(name) {
	case "event", "tls_error", "revocation_check":
		return true
	}
	return false
}
