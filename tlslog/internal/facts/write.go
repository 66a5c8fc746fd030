package facts

import (
	"encoding"

	"github.com/awstls/awstls/internal/jsontext"
	"github.com/awstls/awstls/tlslog"
)

// WriteWord writes the text of an enumeration, unless it is empty.
func WriteWord[T encoding.TextAppender](w *jsontext.Writer, key string, word T) {
	m := w.Text(key)
	w.Buf, _ = word.AppendText(w.Buf)
	w.EndText(m)
}

// Product returns the AWS service that writes the logs of s, and the principal
// of that service, or "".
func Product(s tlslog.Source) (name, principal string) {
	switch s {
	case tlslog.SourceALB:
		return "Elastic Load Balancing", "elasticloadbalancing.amazonaws.com"
	case tlslog.SourceCloudFront:
		return "CloudFront", "cloudfront.amazonaws.com"
	case tlslog.SourceNetworkFirewall:
		return "Network Firewall", "network-firewall.amazonaws.com"
	case tlslog.SourceCloudTrail:
		return "CloudTrail", "cloudtrail.amazonaws.com"
	}
	return "", ""
}
