package awstls

import (
	"strings"

	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/internal/jsonscan"
	"github.com/awstls/awstls/tlslog"
)

// A sight is what the start of a line or of a JSON object shows.
type sight struct {
	source tlslog.Source
	form   form
	other  error // what it is, where no package of this module reads it

	// Of a container, the name of the array that holds the records, and where
	// it starts.
	name string
	pos  int
}

// A form is how a record is written.
type form uint8

const (
	formNone      form = iota
	formJSON           // an object
	formContainer      // an object with an array of records
	formLine           // of columns that are known without a header
	formHeader         // the line "#Fields:"
	formDirective      // another line that starts with a number sign
	formTrace          // what a service leaves behind when it tests its access
)

// recogniseLine tells what a line is that does not start with a bracket, given
// its start. What it says depends on no other line.
func recogniseLine(line string) sight {
	if line == "" {
		return sight{}
	}
	if line[0] == '#' {
		return recogniseDirective(line)
	}
	first, rest, ok := strings.Cut(line, "\t")
	if ok && strings.IndexByte(first, ' ') < 0 { // else it is within the text of a line
		return recogniseRow(first, rest)
	}
	first, rest, _ = strings.Cut(line, " ")
	switch first {
	case "http", "https", "h2", "grpcs", "ws", "wss":
		// An access log or a health check log, as the decoder will say.
		if first, _, ok := strings.Cut(rest, " "); ok && startsWithTime(first) {
			return sight{source: tlslog.SourceALB, form: formLine}
		}
	case "tls": // of a Network Load Balancer, with a version and a time without a zone
		_, rest, _ = strings.Cut(rest, " ")
		if first, _, ok := strings.Cut(rest, " "); ok && startsWithTime(first) {
			return sight{source: tlslog.SourceALB, form: formLine}
		}
	case "Enable":
		if log, _, ok := strings.Cut(rest, " "); ok && strings.Contains(log, "Log") {
			return sight{form: formTrace, other: ErrTestFile}
		}
	case "Permission":
		if rest == "Check Successful" {
			return sight{form: formTrace, other: ErrTestFile}
		}
	case "CloudTrail":
		if strings.HasPrefix(rest, "validation message.") {
			return sight{form: formTrace, other: cloudtrail.ErrValidationMessage}
		}
	case "2", "3", "4", "5", "6", "7", "8", "version":
		if isFlow(first, rest) {
			return sight{other: ErrVPCFlowLog}
		}
	}
	if startsWithTime(first) && isConnection(rest) {
		return sight{source: tlslog.SourceALB, form: formLine}
	}
	if isQueryResult(line) {
		return sight{other: ErrQueryResult}
	}
	return sight{}
}

// isConnection reports whether rest is what stands behind the time in the
// classic line of a connection log: an address, which its publisher may have
// masked, two ports, and a protocol, any of which may be absent.
func isConnection(rest string) bool {
	address, rest, _ := strings.Cut(rest, " ")
	port, rest, _ := strings.Cut(rest, " ")
	listener, rest, ok := strings.Cut(rest, " ")
	return ok && (address == "-" || strings.ContainsAny(address, ".:")) && isPort(port) && isPort(listener) &&
		(rest == "" || rest[0] == '-' || rest[0] == 'T' || rest[0] == 'S') // a protocol: TLSv1.3, SSLv3
}

// recogniseRow tells which of the two sources, whose rows have tabs between
// the values, a row without a header is of, by its first columns in AWS's
// order.
func recogniseRow(first, rest string) sight {
	second, rest, _ := strings.Cut(rest, "\t")
	third, rest, _ := strings.Cut(rest, "\t")
	fourth, _, _ := strings.Cut(rest, "\t")
	switch {
	case second == "":
	case startsWithTime(first) && isPort(third) && isPort(fourth):
		return sight{source: tlslog.SourceALB, form: formLine}
	case (startsWithTime(first) || isEpochMillis(first)) && isStatus(third):
		return sight{source: tlslog.SourceCloudFront, form: formLine}
	case isDate(first) && len(second) == len("21:02:31") && second[2] == ':' && second[5] == ':':
		return sight{source: tlslog.SourceCloudFront, form: formLine} // an access log
	}
	return sight{}
}

// fieldsDirective starts a header.
const fieldsDirective = "#Fields:"

// recogniseDirective tells what a line is that starts with a number sign: a
// header by the names in it.
func recogniseDirective(line string) sight {
	if len(line) < len(fieldsDirective) || !strings.EqualFold(line[:len(fieldsDirective)], fieldsDirective) {
		return sight{form: formDirective}
	}
	for name := range strings.FieldsSeq(line[len(fieldsDirective):]) {
		if source := vendedName(name); source != tlslog.SourceUnknown {
			return sight{source: source, form: formHeader}
		}
	}
	return sight{form: formHeader}
}

// recogniseJSON tells what an object is by the names of its members, given its
// start. It reports also whether more of the object could tell more.
func recogniseJSON(text string) (s sight, more bool) {
	var sc jsonscan.Scanner
	sc.Reset(text, 0)
	if !sc.EnterObject() {
		return sight{}, false
	}
	for sc.NextMember() {
		name := sc.Key()
		if name == records && sc.Kind() == jsonscan.Array {
			return sight{form: formContainer, name: records, pos: sc.ValuePos()}, false
		}
		source := objectName(name)
		if source == tlslog.SourceUnknown && name == "event" {
			source = firewallEvent(&sc)
		}
		if source != tlslog.SourceUnknown {
			return sight{source: source, form: formJSON}, false
		}
	}
	return sight{}, sc.Err() == jsonscan.ErrShort
}

// records is the name of the array that holds the records of a log file of
// CloudTrail. (Notifications and envelopes have it, too.)
const records = "Records"

// firewallEvent looks into the member event.
func firewallEvent(sc *jsonscan.Scanner) tlslog.Source {
	if !sc.EnterObject() {
		return tlslog.SourceUnknown
	}
	source := tlslog.SourceUnknown
	for sc.NextMember() {
		switch sc.Key() {
		case "tls_error", "revocation_check", "event_type":
			source = tlslog.SourceNetworkFirewall
		}
	}
	return source
}

// objectName says which source alone has objects with a member of this name.
// An object that CloudTrail's package knows as something else than an event is
// one of CloudTrail's.
func objectName(name string) tlslog.Source {
	switch name {
	case "eventVersion", "eventSource", "eventName", "eventID", "eventTime", "userIdentity", "awsRegion", "tlsDetails",
		"recipientAccountId", "requestParameters", "responseElements", "additionalEventData",
		"digestS3Object", "awsAccountId", "hashSignature", "s3ObjectKey":
		return tlslog.SourceCloudTrail
	case "firewall_name", "availability_zone", "event_timestamp", "proxy_name":
		return tlslog.SourceNetworkFirewall
	}
	return vendedName(name)
}

// vendedName says which source alone has a field of this name, or has it in
// its access logs, as its decoder will say. The case does not matter.
func vendedName(name string) tlslog.Source {
	var lower [len("leaf_client_cert_serial_number")]byte // the longest of them
	if len(name) > len(lower) {
		return tlslog.SourceUnknown
	}
	for i := range len(name) {
		lower[i] = name[i]
		if 'A' <= name[i] && name[i] <= 'Z' {
			lower[i] += 'a' - 'A'
		}
	}
	switch string(lower[:len(name)]) {
	case "client_ip", "listener_port", "tls_protocol", "tls_handshake_latency", "leaf_client_cert_subject",
		"leaf_client_cert_validity", "leaf_client_cert_serial_number", "tls_verify_status",
		"conn_trace_id", "tls_keyexchange", "elb",
		"request_processing_time", "elb_status_code", "request_line", "chosen_cert_arn", "tls_connection_creation_time",
		"target_addr", "target_group_id":
		return tlslog.SourceALB
	case "eventtimestamp", "connectionid", "connectionstatus", "clientip", "clientport", "serverip", "distributionid",
		"distributiontenantid", "tlsprotocol", "tlscipher", "tlshandshakeduration", "tlssni",
		"clientleafcertserialnumber", "clientleafcertsubject", "clientleafcertissuer", "clientleafcertvalidity",
		"connectionlogcustomdata",
		"x-edge-location", "x-edge-result-type", "x-edge-request-id", "sc-status", "sc-bytes", "cs-method", "cs(host)",
		"cs-uri-stem", "cs-protocol", "c-ip", "time-taken", "timestamp(ms)":
		return tlslog.SourceCloudFront
	}
	return tlslog.SourceUnknown
}

// isFlow reports whether a line starts as those of VPC flow logs do, or is the
// header of such a log: version account-id interface-id …
func isFlow(first, rest string) bool {
	account, rest, _ := strings.Cut(rest, " ")
	if first == "version" {
		return account == "account-id" || strings.Contains(rest, "interface-id")
	}
	return isAccount(account) && strings.HasPrefix(rest, "eni-")
}

// isQueryResult reports whether a line names the columns of the results of
// CloudTrail Lake's query for outdated calls.
func isQueryResult(line string) bool {
	return strings.Contains(line, ",") && strings.Contains(strings.ToLower(line), "numoutdatedtlscalls")
}

// startsWithTime reports whether s starts as 2026-09-23T07:11:27 does.
func startsWithTime(s string) bool {
	return len(s) >= len("2026-09-23T07:11:27") && isDate(s[:10]) && s[10] == 'T' && s[13] == ':' && s[16] == ':'
}

func isDate(s string) bool {
	return len(s) == len("2026-09-23") && s[4] == '-' && s[7] == '-' && isDigits(s[:4], 4)
}

// isEpochMillis reports whether s is a time in milliseconds since 1970 UTC, of
// the years 2001 to 2286.
func isEpochMillis(s string) bool { return isDigits(s, len("1790147487691")) }

// isPort reports whether s is a port number, or absent.
func isPort(s string) bool { return s == "-" || s != "" && len(s) <= 5 && isDigits(s, len(s)) }

// isStatus reports whether s is CloudFront's status of a connection.
func isStatus(s string) bool {
	return s == "Success" || s == "Failed" || strings.HasPrefix(s, "Failed:")
}
