package tlslog

// A Source is a kind of log. The zero Source is unknown.
type Source uint8

// The sources that this module reads, each in a package of the same name.
const (
	SourceUnknown         Source = iota
	SourceALB                    // connection logs of Application Load Balancers
	SourceCloudFront             // connection logs of CloudFront distributions with viewer mutual TLS
	SourceNetworkFirewall        // TLS and alert logs of Network Firewall
	SourceCloudTrail             // CloudTrail events
)

var sourceNames = []string{"", "alb", "cloudfront", "networkfirewall", "cloudtrail"}

// String returns the name of the package that reads s, or "" for
// [SourceUnknown].
func (s Source) String() string { return string(s.append(nil)) }

// AppendText implements [encoding.TextAppender] with the text of String.
func (s Source) AppendText(b []byte) ([]byte, error) { return s.append(b), nil }

// MarshalText implements [encoding.TextMarshaler] with the text of String.
func (s Source) MarshalText() ([]byte, error) { return s.append(nil), nil }

// UnmarshalText implements [encoding.TextUnmarshaler]. It takes what String
// returns for the sources above.
func (s *Source) UnmarshalText(text []byte) error {
	i, err := parseName("Source", sourceNames, string(text))
	if err == nil {
		*s = Source(i)
	}
	return err
}

func (s Source) append(b []byte) []byte { return appendName(b, "Source", sourceNames, int(s)) }
