package facts

// An Action is what a firewall did. The zero Action is none.
type Action uint8

// The actions.
const (
	ActionNone     Action = iota
	ActionOther           // a word that is not known
	ActionAllowed         // the connection passed
	ActionAlerted         // the connection was noted, and not decided upon
	ActionBlocked         // the connection was dropped or rejected; alerts do not say which
	ActionDropped         // packets were dropped without an answer
	ActionRejected        // the client got an answer
)

// ActionOf returns the action that an event's Action stands for: the words of
// Network Firewall's revocation checks, the verdicts of Suricata and the
// actions of its alerts.
func ActionOf(action string) Action {
	switch action {
	case "":
		return ActionNone
	case "PASS", "pass", "accept", "allowed":
		return ActionAllowed
	case "alert":
		return ActionAlerted
	case "blocked":
		return ActionBlocked
	case "DROP", "drop":
		return ActionDropped
	case "REJECT", "reject":
		return ActionRejected
	}
	return ActionOther
}

// Denied reports whether the firewall stopped the connection.
func (a Action) Denied() bool { return a >= ActionBlocked }
