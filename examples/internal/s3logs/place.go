package s3logs

import (
	"math"
	"slices"
	"strings"
	"time"

	"github.com/awstls/awstls"
	"github.com/awstls/awstls/tlslog"
)

// A place is what a folder says of the objects in it and below. The zero place
// says nothing.
type place struct {
	aws     bool   // it is AWSLogs or below
	service string // that writes it, as AWS has its folder, or ""

	// The time that it is of, from start on and before end: a year, a month,
	// a day or an hour. Both are zero if it does not say.
	start, end time.Time
	fine       bool // it is a day or an hour
}

// placeOf returns what a folder says. Its name ends in a slash.
func placeOf(folder string) place {
	var p place
	var date string // its digits
	var plain int   // how many folders below that of the service are not of a Hive-compatible form
	for name := range strings.SplitSeq(strings.TrimSuffix(folder, "/"), "/") {
		column, value, hive := strings.Cut(name, "=")
		switch {
		case name == "AWSLogs": // the last one counts
			p, date, plain = place{aws: true}, "", 0
		case !p.aws:
		case hive:
			if column == nextUnit(date) && (column != "year" || isYear(value)) {
				date += value
			}
		case p.service == "":
			if !isDigits(name, 12) && !strings.HasPrefix(name, "o-") {
				p.service = name
			}
		default:
			switch unit := nextUnit(date); {
			case plain < p.levels():
			case unit == "year" && isYear(name), unit != "year" && unit != "" && isDigits(name, 2):
				date += name
			}
			plain++
		}
	}
	p.setTime(date)
	return p
}

// nextUnit returns what may come after the digits of a date, or "" for nothing.
func nextUnit(date string) string {
	switch len(date) {
	case len("2006"):
		return "month"
	case len("200601"):
		return "day"
	case len("20060102"):
		return "hour"
	case 0:
		return "year"
	}
	return ""
}

// levels returns how many folders of the service come before those of the date,
// at least. That of a firewall could be called 2026.
func (p *place) levels() int {
	switch p.service {
	case "network-firewall":
		return 3 // type, Region and firewall
	case "CloudFront":
		return 0 // a suffix path of the user's own
	case "elasticloadbalancing", "vpcflowlogs", "CloudTrail", "CloudTrail-Digest", "CloudTrail-Insight", "CloudTrail-Lake":
		return 1 // a Region, or Query
	}
	return math.MaxInt // Config has months of one digit
}

// setTime sets the time from the digits of a date.
func (p *place) setTime(date string) {
	for _, unit := range [...]struct {
		layout       string
		years, month int
		days         int
		hours        time.Duration
	}{
		{"2006", 1, 0, 0, 0},
		{"200601", 0, 1, 0, 0},
		{"20060102", 0, 0, 1, 0},
		{"2006010215", 0, 0, 0, time.Hour},
	} {
		if t, err := time.Parse(unit.layout, date); err == nil && len(date) == len(unit.layout) {
			p.start, p.end = t, t.AddDate(unit.years, unit.month, unit.days).Add(unit.hours)
			p.fine = len(date) >= len("20060102")
		}
	}
}

// hasSource reports whether there can be logs of these sources in the place;
// none are all.
func (p *place) hasSource(wanted []tlslog.Source) bool {
	if p.service == "" || len(wanted) == 0 {
		return true
	}
	return slices.ContainsFunc(wanted, func(s tlslog.Source) bool {
		switch s {
		case tlslog.SourceALB:
			return p.service == "elasticloadbalancing"
		case tlslog.SourceCloudFront:
			return p.service == "CloudFront"
		case tlslog.SourceNetworkFirewall:
			return p.service == "network-firewall"
		case tlslog.SourceCloudTrail:
			return strings.HasPrefix(p.service, "CloudTrail")
		}
		return false
	})
}

// known reports whether the place is one of which the folders are known: those
// of organizations, accounts and sources, down to the time.
func (p *place) known() bool {
	return p.aws && (p.service == "" || p.hasSource([]tlslog.Source{
		tlslog.SourceALB, tlslog.SourceCloudFront, tlslog.SourceNetworkFirewall, tlslog.SourceCloudTrail}))
}

// wants reports whether the options ask for an object with this key, as far as
// it tells.
func (o *Options) wants(key string) bool {
	source := awstls.SourceOfKey(key).Source
	if len(o.Sources) > 0 && source != tlslog.SourceUnknown && !slices.Contains(o.Sources, source) {
		return false
	}
	folder, name := cutName(key)
	start := awstls.SourceOfKey(name).Time
	end := start
	switch {
	case start.IsZero():
		p := placeOf(folder)
		start, end = p.start, p.end
	case start.Equal(start.Truncate(time.Hour)): // a time without minutes
		end = start.Add(time.Hour)
	}
	return end.IsZero() || o.overlaps(start, end)
}

// cutName returns the folder and the name that a key consists of.
func cutName(key string) (folder, name string) {
	i := strings.LastIndexByte(key, '/') + 1
	return key[:i], key[i:]
}

// overlaps reports whether a log with a key of this time can have records of
// the time that the options ask for.
func (o *Options) overlaps(start, end time.Time) bool {
	since, until := o.Span.Since, o.Span.Until
	return (since.IsZero() || !end.Before(since.Add(-Early))) && (until.IsZero() || start.Before(until.Add(o.Late)))
}

// contain reports whether all logs with keys of this time are to be read.
func (o *Options) contain(start, end time.Time) bool {
	since, until := o.Span.Since, o.Span.Until
	return (since.IsZero() || !start.Before(since.Add(-Early))) && (until.IsZero() || !end.After(until.Add(o.Late)))
}

// isYear reports whether a folder can be a year in which there were such logs.
func isYear(s string) bool { return isDigits(s, 4) && strings.HasPrefix(s, "20") }

// isDigits reports whether s is n digits.
func isDigits(s string, n int) bool { return len(s) == n && strings.Trim(s, "0123456789") == "" }
