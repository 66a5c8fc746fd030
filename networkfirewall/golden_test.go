package networkfirewall

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/awstls/awstls/tlslog"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files of testdata anew")

// TestGolden reads the logs in testdata with both decoders and compares what
// they hold, errors included, with what a person has checked once.
func TestGolden(t *testing.T) {
	logs, err := filepath.Glob("testdata/*.json")
	if err != nil || len(logs) == 0 {
		t.Fatal(logs, err)
	}
	for _, name := range logs {
		t.Run(filepath.Base(name), func(t *testing.T) {
			log, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			d := NewDecoder(bytes.NewReader(log))
			printEvents(t, &got, d, &tlsRecords, d.Raw)
			fmt.Fprintf(&got, "skipped %+v\n", d.Skipped())
			a := NewAlertDecoder(bytes.NewReader(log))
			printEvents(t, &got, a, &alertRecords, a.Raw)
			fmt.Fprintf(&got, "skipped %+v\n", a.Skipped())

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

// printEvents prints what d reads to its end: each error, and each event as
// JSON. It checks that the records are written with the values they had.
func printEvents[R interface {
	comparable
	AppendJSON([]byte) []byte
	Event() (tlslog.Event, bool)
	Canonical() R
}](t *testing.T, w io.Writer, d tlslog.Decoder[R], src *source[R], raw func() string) {
	t.Helper()
	for {
		var rec R
		err := d.Decode(&rec)
		if err == io.EOF {
			return
		}
		if err != nil {
			fmt.Fprintln(w, err)
		}
		if _, ok := errors.AsType[*tlslog.ParseError](err); err != nil && !ok {
			return
		}
		e, ok := rec.Event()
		if !ok {
			continue
		}
		text, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(w, "%s\n", text)
		var again R
		src.parse(string(rec.AppendJSON(nil)), false, &again) // with the error that was printed
		wantSame(t, again.Canonical(), rec.Canonical())
		if _, memory := src.rest(&rec); *memory != "" && string(rec.AppendJSON(nil)) != compact([]byte(raw())) {
			t.Errorf("written as %s\nread as    %s", rec.AppendJSON(nil), raw())
		}
	}
}
