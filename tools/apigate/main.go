// Apigate compares the exported API with that of the last release, and fails
// if there is an incompatible change that CHANGELOG.md does not tell.
//
// Both are Go declarations, as internal/gen/api writes them: those of the code
// in the folder api, and those of a release in a folder of its name in there,
// such as api/v0.1.0. What is incompatible is golang.org/x/exp/apidiff's
// decision. It is told in CHANGELOG.md if it stands in a section
// "### Incompatible" above the one of that release, by its full name in
// backquotes: `alb.Record.ClientIP`.
//
// Apigate's argument is the root of the module. It is in this module, and not
// in the library's, because nobody else needs apidiff.
package main

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/exp/apidiff"
	"golang.org/x/mod/semver"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: apigate folder")
		os.Exit(2)
	}
	report, err := gate(os.Args[1])
	fmt.Print(report)
	if err != nil {
		fmt.Fprintln(os.Stderr, "apigate:", err)
		os.Exit(1)
	}
}

// gate returns a report of the changes since the last release, and an error if
// not all that are incompatible are told.
func gate(root string) (string, error) {
	folder := filepath.Join(root, "api")
	release, err := lastRelease(folder)
	if err != nil {
		return "", err
	}
	now, err := load(folder)
	if err != nil {
		return "", err
	}
	if release == "" {
		return "there is no release yet\n", nil
	}
	then, err := load(filepath.Join(folder, release))
	if err != nil {
		return "", err
	}
	text, err := os.ReadFile(filepath.Join(root, "CHANGELOG.md"))
	if err != nil {
		return "", err
	}
	told, err := incompatible(string(text), release)
	if err != nil {
		return "", err
	}
	var report, untold []string
	for _, c := range apidiff.ModuleChanges(then, now).Changes {
		name, message := fullName(c.Message, now.Path)
		switch {
		case c.Compatible:
			report = append(report, fmt.Sprintf("%s: %s\n", name, message))
		case strings.Contains(told, "`"+name+"`"):
			report = append(report, fmt.Sprintf("%s: %s (incompatible, told in CHANGELOG.md)\n", name, message))
		default:
			untold = append(untold, fmt.Sprintf("`%s`: %s", name, message))
		}
	}
	// Apidiff gives the packages in the order of a map.
	slices.Sort(report)
	slices.Sort(untold)
	if len(untold) > 0 {
		err = fmt.Errorf("these changes are incompatible with %s and not told below \"### Incompatible\" in CHANGELOG.md:\n%s", release, strings.Join(untold, "\n"))
	}
	return fmt.Sprintf("changes since %s:\n%s", release, strings.Join(report, "")), err
}

// lastRelease returns the name of the folder of the last release.
func lastRelease(folder string) (string, error) {
	entries, err := os.ReadDir(folder)
	last := ""
	for _, e := range entries {
		if e.IsDir() && semver.IsValid(e.Name()) && (last == "" || semver.Compare(e.Name(), last) > 0) {
			last = e.Name()
		}
	}
	return last, err
}

// incompatible returns what a changelog tells of incompatible changes since a
// release.
func incompatible(text, release string) (string, error) {
	var told strings.Builder
	within := false
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") {
			level, title, _ := strings.Cut(strings.TrimSpace(line), " ")
			if version, _, _ := strings.Cut(title, " "); level == "##" && version == release {
				return told.String(), nil
			}
			within = level == "###" && title == "Incompatible"
		}
		if within {
			told.WriteString(line)
		}
	}
	return "", fmt.Errorf("CHANGELOG.md has no section %q", "## "+release)
}

// fullName cuts a message of apidiff into the name of a symbol as Go has it,
// with that of its package and without type parameters, and what has changed.
func fullName(message, module string) (name, change string) {
	name, change, _ = strings.Cut(message, ": ")
	name = typeParams.ReplaceAllString(name, "")
	switch rest, inPackage := strings.CutPrefix(name, "./"); {
	case strings.HasPrefix(name, "package "):
		name = strings.TrimPrefix(name, "package ")
	case inPackage:
		name = path.Base(rest)
	default: // in the root package
		name = path.Base(module) + "." + name
	}
	return name, change
}

var typeParams = regexp.MustCompile(`\[[^]]*\]`)
