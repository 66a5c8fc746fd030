package tlslog

import (
	"net/netip"
	"strings"
	"time"
)

// An Event is one TLS connection, or one API call, in the words that all
// sources share. Event methods of records make them.
//
// A zero field means that the log does not say. Events are comparable with ==.
//
// Its JSON has the names given in the field tags: times in RFC 3339, the
// handshake duration in nanoseconds, protocol versions and cipher suites by
// name. Fields about which the log says nothing are left out.
type Event struct {
	// Source is the log that the event comes from.
	Source Source `json:"source,omitzero"`

	// Time is when the connection was established or failed, or when the
	// call was made, in UTC.
	Time time.Time `json:"time,omitzero"`

	// ID names the connection or call in its source: ALB's conn_trace_id,
	// CloudFront's connectionId, CloudTrail's eventID. It is opaque. The
	// same CloudTrail event can be delivered several times.
	ID string `json:"id,omitzero"`

	// Account is the AWS account that owns the resource: CloudTrail's
	// recipientAccountId. Logs of connections do not name one.
	Account string `json:"account,omitzero"`

	// Region is the AWS Region or Availability Zone of the resource.
	Region string `json:"region,omitzero"`

	// Resource is what was connected to or what watched the connection: a
	// load balancer (app/name/id), a distribution's ID, a firewall's name.
	// For a call it is the ARN of the first resource that the event lists.
	Resource string `json:"resource,omitzero"`

	// Client is the end that opened the connection. ClientHost is set in
	// place of ClientIP where CloudTrail names a caller that has no address,
	// such as "cloudformation.amazonaws.com" or "AWS Internal".
	ClientIP   netip.Addr `json:"client_ip,omitzero"`
	ClientPort uint16     `json:"client_port,omitzero"`
	ClientHost string     `json:"client_host,omitzero"`

	// Server is the end that was connected to, as the log sees it: a load
	// balancer node and its listener's port, an edge server, a host on the
	// Internet.
	ServerIP   netip.Addr `json:"server_ip,omitzero"`
	ServerPort uint16     `json:"server_port,omitzero"`

	// ServerName is the host that the client asked for: the server name
	// indication, or for CloudTrail the clientProvidedHostHeader.
	ServerName string `json:"server_name,omitzero"`

	// Evidence says where the next four fields come from, or why they are
	// zero.
	Evidence Evidence `json:"evidence,omitzero"`

	// Version is the negotiated protocol.
	Version Version `json:"version,omitzero"`

	// CipherSuite is the negotiated cipher suite; CipherName is its name as
	// the log spells it, set also for a suite that this module does not know.
	CipherSuite CipherSuite `json:"cipher_suite,omitzero"`
	CipherName  CipherName  `json:"cipher_name,omitzero"`

	// KeyExchange is the group of the key exchange in its canonical
	// spelling.
	KeyExchange KeyExchange `json:"key_exchange,omitzero"`

	// HandshakeDuration is how long the handshake took. Load balancers and
	// CloudFront log it in milliseconds.
	HandshakeDuration Opt[time.Duration] `json:"handshake_duration,omitzero"`

	// Result is how the connection or call ended.
	Result Result `json:"result,omitzero"`

	// Reason is why it failed. It can stand beside [ResultSuccess] where a
	// firewall found a fault and let the connection pass.
	Reason Reason `json:"reason,omitzero"`

	// Code is the cause in AWS's own word: a failure code such as
	// ClientCertExpired, a revocation status, or CloudTrail's errorCode.
	Code string `json:"code,omitzero"`

	// Action is what Network Firewall did: PASS, DROP or REJECT, or for
	// alerts Suricata's verdict.
	Action string `json:"action,omitzero"`

	// Message is free text: CloudFront's connectionLogCustomData, Network
	// Firewall's error_message, CloudTrail's errorMessage. Parts of it can
	// come from the other end of the connection.
	Message string `json:"message,omitzero"`

	// Certificate is the leaf certificate that the log tells of.
	Certificate Certificate `json:"certificate,omitzero"`

	// For API calls: Service is CloudTrail's eventSource
	// (s3.amazonaws.com), Operation its eventName, Principal the ARN of the
	// caller, PrincipalAccount the account that the caller belongs to,
	// UserAgent what the client says that it is.
	Service          string `json:"service,omitzero"`
	Operation        string `json:"operation,omitzero"`
	Principal        string `json:"principal,omitzero"`
	PrincipalAccount string `json:"principal_account,omitzero"`
	UserAgent        string `json:"user_agent,omitzero"`
}

// Clone returns a copy of e that shares no memory with the log it came from,
// so that keeping it does not keep the blocks of the log.
func (e Event) Clone() Event {
	for _, s := range []*string{
		&e.ID, &e.Account, &e.Region, &e.Resource, &e.ClientHost, &e.ServerName,
		(*string)(&e.CipherName), (*string)(&e.KeyExchange),
		&e.Code, &e.Action, &e.Message,
		&e.Service, &e.Operation, &e.Principal, &e.PrincipalAccount, &e.UserAgent,
	} {
		*s = strings.Clone(*s)
	}
	e.Certificate = e.Certificate.Clone()
	return e
}

// Event returns e itself, so that events can stand where records are asked
// for. It returns false for the zero Event.
func (e Event) Event() (Event, bool) { return e, e != Event{} }
