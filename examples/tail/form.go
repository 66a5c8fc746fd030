package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/awstls/awstls/examples/internal/terminal"
	"github.com/awstls/awstls/tlslog"
)

// A form returns an event as a line, with its line feed.
type form func(tlslog.Event) (string, error)

// jsonForm is the form for programs.
func jsonForm(e tlslog.Event) (string, error) {
	text, err := json.Marshal(e)
	if err != nil {
		return "", err
	}
	return string(text) + "\n", nil
}

// textForm returns the form for people.
func textForm(style terminal.Style) form {
	return func(e tlslog.Event) (string, error) {
		at := ""
		if !e.Time.IsZero() {
			at = e.Time.Format("2006-01-02T15:04:05.000Z")
		}
		code := e.Code
		if code != "" {
			code = "(" + code + ")"
		}
		start := fmt.Sprintf("%-24s  %-15s  %-7s", at, e.Source, e.Result) // all lines are alike up to here
		parts := []string{
			start, e.Reason.String(), code, e.Action,
			client(e), "->", server(e),
			e.Version.String(), string(e.CipherName), e.KeyExchange.String(),
			e.Certificate.Subject, strings.TrimSpace(e.Message),
		}
		parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
		text := terminal.Escape(strings.Join(parts, "  "))
		if e.Result == tlslog.ResultFailure {
			text = style.Warning(text)
		}
		return text + "\n", nil
	}
}

// client returns who connected.
func client(e tlslog.Event) string {
	return cmp.Or(e.Principal, e.ClientHost, address(e.ClientIP, e.ClientPort), "?")
}

// server returns what was connected to.
func server(e tlslog.Event) string {
	return cmp.Or(strings.TrimSpace(e.Service+" "+e.Operation), e.ServerName, e.Resource, address(e.ServerIP, e.ServerPort), "?")
}

// address returns an address with its port, or "" if it is not known.
func address(ip netip.Addr, port uint16) string {
	switch {
	case !ip.IsValid():
		return ""
	case port == 0:
		return ip.String()
	}
	return netip.AddrPortFrom(ip, port).String()
}
