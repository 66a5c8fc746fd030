package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/awstls/awstls"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/posture"
)

// sampleLogs are the logs of all sources that come with tlsreport.
const sampleLogs = "../tlsreport/testdata/sample/*/*"

// sampleRecords returns the sound records of the sample logs that can stand
// alone on a line.
func sampleRecords(t *testing.T) []string {
	names, err := filepath.Glob(sampleLogs)
	if err != nil {
		t.Fatal(err)
	}
	var records []string
	for _, name := range names {
		if strings.HasSuffix(name, ".w3c.log") {
			continue // its rows need their header
		}
		file, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		d := awstls.NewDecoder(file)
		for _, err := range d.All() {
			if err == nil {
				records = append(records, d.Raw())
			} else if _, ok := errors.AsType[*tlslog.ParseError](err); !ok {
				t.Fatal(err)
			}
		}
		file.Close()
	}
	if len(records) < 3000 {
		t.Fatalf("only %d records", len(records))
	}
	return records
}

// summaryOf returns the summary of a log.
func summaryOf(t *testing.T, name, log string) *posture.Summary {
	t.Helper()
	s := new(posture.Summary)
	if err := add(s, name, strings.NewReader(log), func(l deadLetter) { t.Errorf("%+v", l) }); err != nil {
		t.Fatal(err)
	}
	return s
}

// TestAnySplit checks that the records give the same summary, byte for byte,
// however they are divided into files, compressed or not, the files into
// bundles, and whatever of the bundles goes from one worker to another.
func TestAnySplit(t *testing.T) {
	records := sampleRecords(t)
	want := binary(t, summaryOf(t, "log", strings.Join(records, "\n")))
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 1))
		r.Shuffle(len(records), func(i, j int) { records[i], records[j] = records[j], records[i] })
		fn := new(summaryFn)
		bundles := make([]*posture.Summary, 1+r.IntN(20))
		for i := range bundles {
			bundles[i] = fn.CreateAccumulator()
		}
		for rest := records; len(rest) > 0; {
			n := min(len(rest), r.IntN(1+r.IntN(1000)))
			log := strings.Join(rest[:n], "\n")
			if r.IntN(2) == 0 {
				log = zip(log)
			}
			i := r.IntN(len(bundles))
			bundles[i] = fn.AddInput(bundles[i], through(t, r, summaryOf(t, "log", log)))
			rest = rest[n:]
		}
		for len(bundles) > 1 {
			i := r.IntN(len(bundles) - 1)
			bundles[i] = fn.MergeAccumulators(through(t, r, bundles[i]), through(t, r, bundles[i+1]))
			bundles = append(bundles[:i+1], bundles[i+2:]...)
		}
		if !bytes.Equal(binary(t, bundles[0]), want) {
			t.Fatalf("seed %d: another summary", seed)
		}
	}
}

// TestInputStays checks that a combination leaves what it is given as it is,
// as Beam requires.
func TestInputStays(t *testing.T) {
	records := sampleRecords(t)
	a, b := summaryOf(t, "a", records[0]), summaryOf(t, "b", records[1])
	want := binary(t, a)
	fn := new(summaryFn)
	total := fn.AddInput(fn.AddInput(fn.CreateAccumulator(), a), b)
	fn.MergeAccumulators(fn.CreateAccumulator(), total)
	if !bytes.Equal(binary(t, a), want) {
		t.Error("the first input is another one now")
	}
}

func TestDecodeDamage(t *testing.T) {
	if _, err := decode([]byte("no summary")); err == nil {
		t.Error("no error")
	}
}

// through sends a summary to another worker, or not.
func through(t *testing.T, r *rand.Rand, s *posture.Summary) *posture.Summary {
	if r.IntN(2) == 0 {
		return s
	}
	s, err := decode(binary(t, s))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func binary(t *testing.T, s *posture.Summary) []byte {
	t.Helper()
	b, err := encode(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func zip(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(text))
	w.Close()
	return b.String()
}
