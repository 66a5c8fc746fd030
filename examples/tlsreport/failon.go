package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/awstls/awstls/tlslog"
)

// A condition is something that -fail-on asks for.
type condition struct {
	name   string
	within time.Duration // of expiring
}

const conditionNames = "outdated, weak, plaintext, failed, revoked, expired, expiring:30d, damaged"

// parseCondition reads a condition. An expiring without days is within those
// of -expire.
func parseCondition(text string, expire time.Duration) (condition, error) {
	name, argument, has := strings.Cut(text, ":")
	switch name {
	case "outdated", "weak", "plaintext", "failed", "revoked", "expired", "damaged":
		if !has {
			return condition{name: name}, nil
		}
	case "expiring":
		if !has {
			return condition{name, expire}, nil
		}
		if n, err := strconv.Atoi(strings.TrimSuffix(argument, "d")); err == nil && n >= 0 && n <= maxDays {
			return condition{name, days(n)}, nil
		}
	}
	return condition{}, fmt.Errorf("-fail-on takes %s; not %q", conditionNames, text)
}

func (c condition) String() string {
	if c.name == "expiring" {
		return fmt.Sprintf("expiring:%dd", c.within/days(1))
	}
	return c.name
}

// A finding says how much of what a condition asks for the logs show.
type finding struct {
	Condition string `json:"condition"`
	Found     int64  `json:"found"`
	Unit      string `json:"unit"` // event, certificate or record
}

// what returns the number of things that were found.
func (f finding) what() string { return quantity(f.Found, f.Unit) }

// findings returns the findings for all conditions of -fail-on.
func (r *report) findings() []finding {
	list := []finding{}
	for _, c := range r.failOn {
		n, unit := r.found(c)
		list = append(list, finding{c.String(), n, unit})
	}
	return list
}

func (r *report) found(c condition) (n int64, unit string) {
	switch c.name {
	case "outdated":
		return r.summary.DeprecatedClients().Events, "event"
	case "weak":
		for _, s := range r.mixes() {
			for _, c := range s.Ciphers {
				if c.Weak {
					n += c.Events
				}
			}
		}
		return n, "event"
	case "plaintext":
		for _, s := range r.mixes() {
			for _, e := range s.Evidence {
				if e.Evidence == tlslog.EvidencePlaintext {
					n += e.Events
				}
			}
		}
		return n, "event"
	case "failed":
		for _, s := range r.mixes() {
			n += s.Failed
		}
		return n, "event"
	case "revoked":
		for _, p := range r.summary.Timeline(0).Points {
			if p.Reason == tlslog.ReasonCertificateRevoked {
				n += p.Events
			}
		}
		return n, "event"
	case "expired":
		return int64(len(r.expiring(0).Rows)), "certificate"
	case "expiring":
		return int64(len(r.expiring(c.within).Rows)), "certificate"
	case "damaged":
		for _, count := range r.counts {
			n += count.damaged
		}
		return n, "record"
	}
	return 0, ""
}
