// Readme writes the parts of README.md that follow from the code: what stands
// between a line "<!-- generated: NAME -->" and the next "<!-- end -->".
//
// It is run by go generate in the root of the module.
package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/cloudfront"
	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
)

const file = "README.md"

func main() {
	text, err := os.ReadFile(file)
	if err == nil {
		var out string
		if out, err = generate(string(text)); err == nil {
			err = os.WriteFile(file, []byte(out), 0o644)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "readme:", err)
		os.Exit(1)
	}
}

// generate returns text with its generated parts made anew.
func generate(text string) (string, error) {
	const begin, end = "<!-- generated: failures -->\n", "<!-- end -->\n"
	before, rest, ok := strings.Cut(text, begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		return "", fmt.Errorf("%s has no part %q", file, strings.TrimSpace(begin))
	}
	return before + begin + failures() + end + after, nil
}

// failures returns the table of failure codes: a row for each reason that a
// source has a code for.
func failures() string {
	var b strings.Builder
	b.WriteString("| reason | `alb` | `cloudfront` | `networkfirewall` | `cloudtrail` |\n|---|---|---|---|---|\n")
	for r := range tlslog.Reasons() {
		cells := []string{
			codes(r, alb.FailureCodes()),
			codes(r, cloudfront.FailureCodes()),
			codes(r, networkfirewall.FailureCodes()),
			codes(r, cloudtrail.FailureCodes()),
		}
		if strings.Join(cells, "") != "" {
			fmt.Fprintf(&b, "| %s | %s |\n", r, strings.Join(cells, " | "))
		}
	}
	return b.String()
}

// codes returns the codes that mean r.
func codes[C interface {
	~string
	Reason() tlslog.Reason
}](r tlslog.Reason, all []C) string {
	var list []string
	for _, c := range all {
		if c.Reason() == r {
			list = append(list, string(c))
		}
	}
	const most = 3 // CloudTrail has more for some, a spelling for each service
	if len(list) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(list[:most], ", "), len(list)-most)
	}
	return strings.Join(list, ", ")
}
