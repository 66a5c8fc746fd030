package alb

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/awstls/awstls/tlslog"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files of testdata anew")

// TestGolden reads the logs in testdata and compares what they hold, errors
// included, with what a person has checked once.
func TestGolden(t *testing.T) {
	logs, err := filepath.Glob("testdata/*.log")
	if err != nil || len(logs) == 0 {
		t.Fatal(logs, err)
	}
	for _, name := range logs {
		t.Run(filepath.Base(name), func(t *testing.T) {
			f, err := os.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			var got bytes.Buffer
			d := NewDecoder(f)
			for rec, err := range d.All() {
				if _, ok := errors.AsType[*tlslog.ParseError](err); err != nil && !ok {
					t.Fatal(err)
				}
				if err != nil {
					fmt.Fprintln(&got, err)
				}
				if rec.String() != d.Raw() && !errors.Is(err, tlslog.ErrForeign) {
					t.Errorf("written as %s\nread as    %s", rec, d.Raw())
				}
				e, ok := rec.Event()
				if !ok {
					continue
				}
				text, err := json.Marshal(e)
				if err != nil {
					t.Fatal(err)
				}
				fmt.Fprintf(&got, "%s\n", text)
			}
			golden := name + ".golden"
			if *update {
				if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("differs from %s (-want +got):\n%s", golden, diff)
			}
		})
	}
}
