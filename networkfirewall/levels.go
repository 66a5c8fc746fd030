package networkfirewall

// A level is one of the JSON objects that records consist of.
type level uint8

// The levels. An object comes behind the one that it is in.
const (
	levelRecord level = iota
	levelEvent
	levelTLSError
	levelRevocationCheck
	levelAlert
	levelVerdict
	levelTLS
	levelJA3
	levelJA3S
	numLevels
)

// levels has AWS's names of the levels.
var levels = [numLevels]struct {
	in   level  // the level that the object is in
	name string // the member that it is there
	path string // what stands before its own members in errors
	kept bool   // the encoder writes it even if it is empty
}{
	levelRecord:          {kept: true},
	levelEvent:           {levelRecord, "event", "event.", false},
	levelTLSError:        {levelEvent, "tls_error", "event.tls_error.", true},
	levelRevocationCheck: {levelEvent, "revocation_check", "event.revocation_check.", true},
	levelAlert:           {levelEvent, "alert", "event.alert.", false},
	levelVerdict:         {levelEvent, "verdict", "event.verdict.", false},
	levelTLS:             {levelEvent, "tls", "event.tls.", false},
	levelJA3:             {levelTLS, "ja3", "event.tls.ja3.", false},
	levelJA3S:            {levelTLS, "ja3s", "event.tls.ja3s.", false},
}
