package main

import (
	"slices"
	"strings"

	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/posture"
)

// An egressSection is a table of one kind of fault that Network Firewall found
// in outbound connections.
type egressSection struct {
	title    string
	headings []string
	in       func(tlslog.Reason) bool
	cells    func(posture.Finding) []string
}

func egressSections() []egressSection {
	is := func(want ...tlslog.Reason) func(tlslog.Reason) bool {
		return func(r tlslog.Reason) bool { return slices.Contains(want, r) }
	}
	return []egressSection{
		{
			"The server's certificate does not hold the name asked for",
			[]string{"asked for", "presented"},
			is(tlslog.ReasonServerNameMismatch),
			func(f posture.Finding) []string { return []string{f.ServerName, presented(f.Message)} },
		},
		{
			"The client asked for no name",
			[]string{"client", "action"},
			is(tlslog.ReasonServerNameMissing),
			func(f posture.Finding) []string { return []string{address(f.ClientIP), f.Action} },
		},
		{
			"The server's certificate is revoked, or its status unknown",
			[]string{"status", "action", "server", "fingerprint"},
			is(tlslog.ReasonCertificateRevoked, tlslog.ReasonRevocationUnknown),
			func(f posture.Finding) []string {
				return []string{f.Code, f.Action, f.ServerName, f.Fingerprint}
			},
		},
		{
			"Other faults",
			[]string{"reason", "code", "action", "server", "message"},
			func(r tlslog.Reason) bool {
				return !is(tlslog.ReasonServerNameMismatch, tlslog.ReasonServerNameMissing,
					tlslog.ReasonCertificateRevoked, tlslog.ReasonRevocationUnknown)(r)
			},
			func(f posture.Finding) []string {
				return []string{f.Reason.String(), f.Code, f.Action, f.ServerName, f.Message}
			},
		},
	}
}

// rows returns the rows that are in the section.
func (s egressSection) rows(all []posture.Row[posture.Finding]) []posture.Row[posture.Finding] {
	var rows []posture.Row[posture.Finding]
	for _, f := range all {
		if s.in(f.Key.Reason) {
			rows = append(rows, f)
		}
	}
	return rows
}

// presented returns the names in the certificate of a server that is not the
// one asked for.
func presented(message string) string {
	_, names, ok := networkfirewall.ParseMismatch(message)
	if !ok {
		return message
	}
	return strings.Join(slices.Collect(names.All()), ", ")
}
