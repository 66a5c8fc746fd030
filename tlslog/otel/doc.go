// Package otel writes events as log records of OpenTelemetry with the attributes
// that its semantic conventions 1.44 define.
//
// AppendEvent writes a line of OTLP/JSON, the form that the OpenTelemetry
// Protocol File Exporter specifies: a LogsData message with one record. A file of
// such lines is what the collector's otlpjsonfile receiver reads, and a line
// alone is the body of an OTLP/HTTP request to /v1/logs. The collector groups
// records anew, so that the resource that each line repeats is not sent on.
//
// # Mapping
//
//	Event                    resource attribute
//	Account                  cloud.account.id
//	Region                   cloud.region or cloud.availability_zone
//	Resource                 cloud.resource_id; of a call it is an attribute of the record
//
//	Event                    field of the record
//	Time                     timeUnixNano
//	Result                   severityNumber: 13 (WARN) for a failure, else 9 (INFO)
//	Message                  body; of an alert the attribute security_rule.name
//	                         eventName: awstls.connection or awstls.call
//
//	Event                    attribute of the record
//	Source                   awstls.source
//	ID                       log.record.uid; of an alert, which has the ID of a flow, awstls.flow_id
//	ClientIP, ClientHost     client.address
//	ClientPort               client.port
//	ServerIP                 destination.address, and server.address if there is no ServerName
//	ServerPort               server.port
//	ServerName               server.address
//	Evidence                 awstls.evidence, tls.established
//	Version                  tls.protocol.name (tls or ssl), tls.protocol.version (1.2)
//	CipherSuite, CipherName  tls.cipher: IANA's name; awstls.cipher as logged if the suite is unknown
//	KeyExchange              tls.curve
//	HandshakeDuration        awstls.handshake_duration, in seconds
//	Result                   awstls.result, tls.established
//	Reason                   of a failure error.type, in the words of [tlslog.Reason], or else awstls.reason
//	Code                     awstls.code
//	Action                   awstls.action
//	Certificate              tls.client.* or tls.server.* by its Holder, awstls.certificate.* if that is unknown
//	Certificate.Serial       awstls.certificate.serial_number
//	Service, Operation       rpc.method: s3.amazonaws.com/GetObject
//	Principal                user.id
//	PrincipalAccount         awstls.principal_account
//	UserAgent                user_agent.original
//
// The conventions allow no other value for tls.cipher than the descriptions in
// IANA's registry; a suite that has none is in awstls.cipher. error.type is
// _OTHER where the reason is not known.
//
// Names of certificates are in the form of RFC 4514 and serial numbers without
// colons, so that they can be compared across sources; see
// [tlslog.DistinguishedName] and [tlslog.CanonicalSerial]. A text that is
// neither is as logged. A fingerprint is put where its length says: hash.md5,
// hash.sha1, hash.sha256 or else awstls.certificate.fingerprint.
//
// # What has no place
//
// The attributes whose names start with awstls are this module's own; the
// conventions have none for what they say. Left out are times of events before
// 1970 and after 2553, and times of certificates whose year does not have four
// digits; the zones of IPv6 addresses; and the spelling of a known cipher suite.
// There is no observedTimeUnixNano, since AppendEvent does not know when the log
// was read.
package otel
