// Readme writes the parts of README.md and of the pages in docs that follow
// from the code: what stands between a line "<!-- generated: NAME -->" and the
// next "<!-- end -->". (The table of formats is written by the test that backs
// it.)
//
// It is run by go generate in the root of the module.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/cloudfront"
	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
)

// A part is a generated part of a file.
type part struct {
	file, name string
	text       func(root string) (string, error)
}

var parts = []part{
	{"README.md", "program", program},
	{"docs/failures.md", "failures", failures},
}

func main() {
	for _, p := range parts {
		if _, text, err := p.generate("."); err != nil {
			fatal(err)
		} else if err := os.WriteFile(p.file, []byte(text), 0o644); err != nil {
			fatal(err)
		}
	}
}

func fatal(err error) {
	fmt.Fprintln(os.Stderr, "readme:", err)
	os.Exit(1)
}

// generate returns the text of the file as it is, and with the part made anew.
func (p part) generate(root string) (is, want string, err error) {
	text, err := os.ReadFile(filepath.Join(root, p.file))
	if err != nil {
		return "", "", err
	}
	made, err := p.text(root)
	if err != nil {
		return "", "", err
	}
	want, err = p.replace(string(text), made)
	return string(text), want, err
}

// replace returns text with the part replaced by made.
func (p part) replace(text, made string) (string, error) {
	begin, end := "<!-- generated: "+p.name+" -->\n", "<!-- end -->\n"
	before, rest, ok := strings.Cut(text, begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		return "", fmt.Errorf("%s has no part %q", p.file, strings.TrimSpace(begin))
	}
	return before + begin + made + end + after, nil
}

// program returns a program that a test of the library builds and runs.
func program(root string) (string, error) {
	text, err := os.ReadFile(filepath.Join(root, "testdata/consumers/readme/main.go"))
	return "```go\n" + string(text) + "```\n", err
}

// failures returns the table of failure codes: a row for each reason that a
// source has a code for.
func failures(string) (string, error) {
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
	return b.String(), nil
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
