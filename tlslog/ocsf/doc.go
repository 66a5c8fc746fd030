// Package ocsf writes events in the Open Cybersecurity Schema Framework 1.8.
//
// A connection is a Network Activity (class 4001) with a tls object. An API
// call is an API Activity (class 6003); that class has no tls object, so what
// CloudTrail says of TLS is in unmapped, with the keys that Amazon Security Lake
// uses.
//
// # Mapping
//
//	Event                    Network Activity                        API Activity
//	Source                   metadata.product.name, .log_name        the same
//	Time                     time, in milliseconds                   time
//	ID                       connection_info.uid                     metadata.original_event_uid
//	Account                  cloud.account.uid                       cloud.account.uid
//	Region                   cloud.region or cloud.zone              cloud.region
//	Resource                 load_balancer.uid, dst_endpoint.uid     resources[].uid
//	                         (CloudFront) or device.name (firewall)
//	ClientIP, ClientPort     src_endpoint.ip, .port                  the same
//	ClientHost               src_endpoint.svc_name                   src_endpoint.svc_name
//	ServerIP, ServerPort     dst_endpoint.ip, .port                  –
//	ServerName               tls.sni, dst_endpoint.hostname          unmapped "tlsDetails.clientProvidedHostHeader"
//	Evidence                 unmapped "evidence"                     unmapped "evidence"
//	Version                  tls.version (TLSv1.2)                   unmapped "tlsDetails.tlsVersion"
//	CipherSuite, CipherName  tls.cipher: IANA's name, or as logged   unmapped "tlsDetails.cipherSuite", as logged
//	KeyExchange              unmapped "key_exchange"                 unmapped "tlsDetails.keyExchange"
//	HandshakeDuration        tls.handshake_dur, in milliseconds      –
//	Result                   status_id, activity_id                  status_id
//	Reason                   status_detail as a sentence,            the same
//	                         unmapped "reason" as a word
//	Code                     status_code                             status_code, api.response.error
//	Action                   action_id, disposition_id,              unmapped "action"
//	                         unmapped "action" as logged
//	Message                  message; of a TLS log of Network        api.response.message
//	                         Firewall status_detail, of an alert
//	                         firewall_rule.name
//	Certificate              tls.certificate,                        –
//	                         unmapped "certificate_holder"
//	Service, Operation       unmapped                                api.service.name, api.operation
//	Principal                unmapped                                actor.user.uid
//	PrincipalAccount         unmapped                                actor.user.account.uid
//	UserAgent                unmapped                                http_request.user_agent
//
// The activity of a connection is Open if it succeeded, or if it came to a
// listener without TLS. One that failed is Reset behind a firewall; elsewhere it
// is Refuse if somebody decided against it, such as over the client's
// certificate, and Fail if it could not be made. What a firewall says of a
// connection whose result is not known is Traffic.
//
// The activity of a call is Create, Read, Update or Delete by the verb with
// which the name of its operation begins, such as Describe or Put. Any other
// verb is Other.
//
// The severity is always Informational, since the logs have none.
//
// Names of certificates are in the form of RFC 4514 and serial numbers without
// colons, so that they can be compared across sources; see
// [tlslog.DistinguishedName] and [tlslog.CanonicalSerial]. A text that is
// neither is as logged. The issuer and the serial number, which the schema
// requires of a certificate, are Unknown where the log has none: load balancers
// log no issuer.
//
// # What has no place
//
// All values in unmapped are strings. A port without an address is there, too,
// since an endpoint of the schema must have more than a port; so are the
// nanoseconds of a handshake that did not take whole milliseconds, or took more
// than 24 days. Left out are times whose year does not have four digits, the
// zones of IPv6 addresses, the spelling of a known cipher suite of a connection,
// and in a call what no call has: the server's address, a handshake's duration
// and a certificate.
package ocsf
