package main

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"github.com/awstls/awstls/examples/internal/terminal"
)

// columns are the names of the query's columns in its result.
var columns = []string{
	"accountId", "recipientAccountId", "arn", "eventSource", "eventName", "awsRegion",
	"tlsVersion", "cipherSuite", "userAgent", "numOutdatedTlsCalls",
}

// cells returns the values of a row in the order of the columns.
func (r row) cells() []string {
	return []string{
		r.AccountID, r.RecipientAccountID, r.ARN, r.EventSource, r.EventName, r.AWSRegion,
		string(r.TLSVersion), string(r.CipherSuite), r.UserAgent, strconv.FormatUint(r.NumOutdatedTLSCalls, 10),
	}
}

// writeTable writes a table.
func writeTable(w io.Writer, rows []row) error {
	if len(rows) == 0 {
		_, err := io.WriteString(w, "No calls with TLS 1.0 or TLS 1.1.\n")
		return err
	}
	headings := append([]string(nil), columns...)
	headings[len(headings)-1] = ">" + headings[len(headings)-1]
	t := terminal.NewTable(headings...)
	t.Whole = true // rows may differ in the last letter of a role
	for _, r := range rows {
		t.Add(r.cells()...)
	}
	t.Write(w)
	return nil
}

// writeCSV writes CSV with a header. A spreadsheet takes a value that starts
// with one of =, +, -, @, a tab or a carriage return for a formula, and user
// agents are what strangers write; such values get an apostrophe in front.
// JSON has them as they are.
func writeCSV(w io.Writer, rows []row) error {
	out := csv.NewWriter(w)
	if err := out.Write(columns); err != nil {
		return err
	}
	for _, r := range rows {
		cells := r.cells()
		for i, c := range cells {
			if c != "" && strings.IndexByte("=+-@\t\r", c[0]) >= 0 {
				cells[i] = "'" + c
			}
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// writeJSON writes an array of objects.
func writeJSON(w io.Writer, rows []row) error {
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	return out.Encode(rows)
}
