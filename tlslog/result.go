package tlslog

// A Result says how a connection attempt or an API call ended. The zero
// Result means that the log does not say.
type Result uint8

// The results.
const (
	ResultUnknown Result = iota
	ResultSuccess        // the handshake was completed, or the call was carried out
	ResultFailure        // the connection was not established or was cut, or the call was turned down
)

var resultNames = []string{"", "success", "failure"}

// String returns "success", "failure", or "" for [ResultUnknown].
func (r Result) String() string { return string(r.append(nil)) }

// AppendText implements [encoding.TextAppender] with the text of String.
func (r Result) AppendText(b []byte) ([]byte, error) { return r.append(b), nil }

// MarshalText implements [encoding.TextMarshaler] with the text of String.
func (r Result) MarshalText() ([]byte, error) { return r.append(nil), nil }

// UnmarshalText implements [encoding.TextUnmarshaler]. It takes what String
// returns for the results above.
func (r *Result) UnmarshalText(text []byte) error {
	i, err := parseName("Result", resultNames, string(text))
	if err == nil {
		*r = Result(i)
	}
	return err
}

func (r Result) append(b []byte) []byte { return appendName(b, "Result", resultNames, int(r)) }
