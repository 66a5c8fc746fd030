package logs

import (
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/awstls/awstls/tlslog"
)

// HeadBytes is how much of a log Detect should be given, as it lies in a file.
const HeadBytes = 64 << 10

// maxLines is how many lines Detect looks at.
const maxLines = 100

// ErrUnknown is the error for an input of which Detect knows no source.
var ErrUnknown = errors.New("not recognised as a log of a load balancer, CloudFront, Network Firewall or CloudTrail")

// Detect says which source a log is of, from its first bytes: by the first
// line that tells. What is before it is damage, for the decoder to report.
func Detect(head []byte) tlslog.Source {
	text := strings.TrimPrefix(Text(head), "\ufeff")
	for range maxLines {
		text = strings.TrimLeft(text, " \t\r\n")
		line, rest, _ := strings.Cut(text, "\n")
		source := tlslog.SourceUnknown
		switch {
		case line == "":
		case line[0] == '{' || line[0] == '[':
			source = detectJSON(text)
		case line[0] == '#':
			source = detectHeader(line)
		default:
			source = detectLine(strings.TrimSuffix(line, "\r"))
		}
		if source != tlslog.SourceUnknown {
			return source
		}
		text = rest
	}
	return tlslog.SourceUnknown
}

// detectJSON goes by the first member that only one source has.
func detectJSON(text string) tlslog.Source {
	d := json.NewDecoder(strings.NewReader(text))
	var inObject []bool
	key := false // the next token is the name of a member
	for range 500 {
		token, err := d.Token()
		if err != nil {
			break
		}
		switch v := token.(type) {
		case json.Delim:
			switch v {
			case '{', '[':
				inObject = append(inObject, v == '{')
				key = v == '{'
				continue
			default:
				inObject = inObject[:len(inObject)-1]
			}
		case string:
			if key {
				if source := sourceOfName(v); source != tlslog.SourceUnknown {
					return source
				}
				key = false
				continue
			}
		}
		key = len(inObject) > 0 && inObject[len(inObject)-1]
	}
	return tlslog.SourceUnknown
}

// detectHeader goes by the names in the line of a W3C header.
func detectHeader(line string) tlslog.Source {
	const fields = "#Fields:"
	if len(line) < len(fields) || !strings.EqualFold(line[:len(fields)], fields) {
		return tlslog.SourceUnknown
	}
	for name := range strings.FieldsSeq(line[len(fields):]) {
		if source := sourceOfName(name); source != tlslog.SourceUnknown {
			return source
		}
		if strings.EqualFold(name, "x-edge-location") {
			return tlslog.SourceCloudFront // an access log, as its decoder will say
		}
	}
	return tlslog.SourceUnknown
}

// detectLine goes by what a line starts with.
func detectLine(line string) tlslog.Source {
	if strings.HasPrefix(line, "Enable ") {
		return tlslog.SourceALB
	}
	// Rows without a header, in AWS's order of the fields: 15 of a load
	// balancer, 17 of CloudFront.
	switch strings.Count(line, "\t") {
	case 14:
		return tlslog.SourceALB
	case 16:
		return tlslog.SourceCloudFront
	}
	first, rest, _ := strings.Cut(line, " ")
	columns := 10 // behind the first
	switch first {
	case "http", "https", "h2", "grpcs", "ws", "wss":
		// Another log of a load balancer, as the decoder will say.
		first, rest, _ = strings.Cut(rest, " ")
		columns = 6
	}
	if _, err := time.Parse(time.RFC3339, first); err == nil && strings.Count(rest, " ")+1 >= columns {
		return tlslog.SourceALB
	}
	return tlslog.SourceUnknown
}

// sourceOfName says which source alone has a field of this name, in any case.
func sourceOfName(name string) tlslog.Source {
	switch strings.ToLower(name) {
	case "conn_trace_id", "tls_verify_status", "tls_handshake_latency", "tls_keyexchange", "leaf_client_cert_subject", "listener_port":
		return tlslog.SourceALB
	case "connectionid", "connectionstatus", "distributionid", "eventtimestamp", "clientleafcertsubject", "tlshandshakeduration":
		return tlslog.SourceCloudFront
	case "firewall_name", "availability_zone", "proxy_name", "tls_error", "revocation_check":
		return tlslog.SourceNetworkFirewall
	case "records", "eventversion", "useridentity", "eventsource", "tlsdetails", "awsregion",
		"digests3object", "awsaccountid", "filehashvalue", "hashsignature", "s3objectkey", "s3bucket":
		return tlslog.SourceCloudTrail
	}
	return tlslog.SourceUnknown
}
