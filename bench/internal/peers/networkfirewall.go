package peers

import (
	"net/netip"
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
		Peers:    jsonLinePeers((*networkFirewallRecord).set, projectNetworkFirewall),
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
