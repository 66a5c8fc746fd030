package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/posture"
)

// A document is a report as JSON: what [posture.Report] says, with all rows of
// all tables, and what is known of the inputs. Times are UTC in RFC 3339.
// Lists are always there; other fields are left out if they are empty.
type document struct {
	// Sample says that these are sample logs, Partial that the program was
	// interrupted before it had read all inputs to their end.
	Sample  bool `json:"sample,omitzero"`
	Partial bool `json:"partial,omitzero"`

	// Since and Until are the limits of -since and -until.
	Since time.Time `json:"since,omitzero"`
	Until time.Time `json:"until,omitzero"`

	Inputs documentInputs `json:"inputs"`

	// Findings are what the conditions of -fail-on found, in their order.
	Findings []finding `json:"findings"`

	// AsOf is the time of the newest event, as of which Expiry counts the
	// certificates by the days to their end. One of which several sources tell
	// counts once there, and has a row for each source in Posture.
	AsOf   time.Time      `json:"as_of,omitzero"`
	Expiry posture.Expiry `json:"expiry"`

	Posture posture.Report `json:"posture"`
}

// documentInputs says what was read.
type documentInputs struct {
	Total      int              `json:"total"`
	Sources    []documentSource `json:"sources"`
	PassedOver map[string]int64 `json:"passed_over"`         // what says nothing of TLS, and how much of it
	Unread     []documentUnread `json:"unread"`              // not read to their end
	Unfinished int              `json:"unfinished,omitzero"` // inputs that were not read to their end because of the interruption
}

// documentSource counts the inputs of a source, which is absent for inputs
// that were not recognised.
type documentSource struct {
	Source  tlslog.Source `json:"source,omitzero"`
	Inputs  int           `json:"inputs"`
	Records int64         `json:"records"` // damaged ones included
	Damaged int64         `json:"damaged"`
}

type documentUnread struct {
	Input string `json:"input"`
	Error string `json:"error"`
}

func (r *report) document() document {
	d := document{
		Sample: r.sample, Partial: r.partial, Since: r.span.Since, Until: r.span.Until,
		Inputs: documentInputs{
			Total: r.inputs, Sources: []documentSource{}, PassedOver: make(map[string]int64), Unread: []documentUnread{}, Unfinished: r.unfinished,
		},
		Findings: r.findings(),
		AsOf:     r.asOf(),
		Expiry:   r.expiry(),
		Posture:  r.summary.Report(),
	}
	for _, s := range r.sources() {
		n := r.counts[s]
		d.Inputs.Sources = append(d.Inputs.Sources, documentSource{s, n.inputs, n.records, n.damaged})
	}
	for what, n := range r.passed {
		if n > 0 {
			d.Inputs.PassedOver[what] = n
		}
	}
	for _, u := range r.unread {
		d.Inputs.Unread = append(d.Inputs.Unread, documentUnread{u.name, u.err.Error()})
	}
	return d
}

func (r *report) writeJSON(m medium) error {
	e := json.NewEncoder(&asciiWriter{w: bufio.NewWriter(m)})
	e.SetIndent("", "  ")
	return e.Encode(r.document())
}

// An asciiWriter writes JSON with the characters escaped that would act on a
// terminal, such as marks of writing direction. Its reader gets them back. It
// is to be given whole documents.
type asciiWriter struct{ w *bufio.Writer }

func (a *asciiWriter) Write(p []byte) (int, error) {
	n := len(p)
	for len(p) > 0 {
		r, size := utf8.DecodeRune(p)
		switch {
		case r == '\n' || unicode.IsPrint(r):
			_, _ = a.w.Write(p[:size])
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(a.w, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(a.w, `\u%04x`, r)
		}
		p = p[size:]
	}
	return n, a.w.Flush()
}
