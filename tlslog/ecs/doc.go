// Package ecs writes events in the Elastic Common Schema 9.4, as documents that
// Elasticsearch takes.
//
// # Mapping
//
//	Event                    field
//	Source                   event.dataset (awstls.alb …), event.module (awstls), event.provider, observer.*
//	Time                     @timestamp
//	ID                       event.id; of an alert, which has the ID of a flow, awstls.flow_id
//	Account                  cloud.account.id
//	Region                   cloud.region or cloud.availability_zone
//	Resource                 observer.name; of a call awstls.resource
//	ClientIP, ClientHost     source.ip, source.address
//	ClientPort               source.port
//	ServerIP                 destination.ip, destination.address
//	ServerPort               destination.port
//	ServerName               destination.domain, and tls.client.server_name but for calls, which have no SNI
//	Evidence                 awstls.evidence, tls.established
//	Version                  tls.version (1.2), tls.version_protocol (tls or ssl)
//	CipherSuite, CipherName  tls.cipher: IANA's name, or as logged if the suite is unknown
//	KeyExchange              tls.curve
//	HandshakeDuration        event.duration, in nanoseconds
//	Result                   event.outcome, tls.established
//	Reason                   event.reason, in the words of [tlslog.Reason]
//	Code                     error.code
//	Action                   event.action
//	Message                  error.message; of CloudFront message; of an alert rule.name
//	Certificate              tls.client.* or tls.server.* by its Holder, awstls.certificate.* if that is unknown
//	Service                  event.provider
//	Operation                event.action
//	Principal                user.id
//	PrincipalAccount         cloud.origin.account.id
//	UserAgent                user_agent.original
//
// event.kind is event, and alert for alerts. event.category is network for
// connections, with intrusion_detection for alerts, and api for calls.
// event.type has connection, with start, allowed or denied, or for calls access,
// with denied. event.outcome is that of the connection or the call, as seen by
// the client: a connection that a firewall drops is a failure, though the
// firewall succeeded.
//
// Names of certificates are in the form of RFC 4514 and serial numbers without
// colons, so that they can be compared across sources; see
// [tlslog.DistinguishedName] and [tlslog.CanonicalSerial]. A text that is
// neither is as logged. A fingerprint is put where its length says: hash.md5,
// hash.sha1, hash.sha256 or else awstls.certificate.fingerprint.
//
// # What has no place
//
// ECS has no field for the evidence, the ID of a flow, and the resource of a
// call; they are in the object awstls, which is not part of ECS. Nothing of an
// event is left out but times whose year does not have four digits, the zones
// of IPv6 addresses, and the spelling of a known cipher suite.
//
// The fields related.*, client.*, server.* and network.*, which repeat others,
// are not written; an ingest pipeline can add them.
package ecs
