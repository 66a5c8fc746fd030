package cloudtrail

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"

	"github.com/awstls/awstls/tlslog"
)

// An anyDecoder is a Decoder or a ParallelDecoder.
type anyDecoder interface {
	tlslog.Decoder[Record]
	Raw() string
	InputOffset() int64
	Origin() tlslog.Origin
	Skipped() Skipped
}

// A place is what there is to say of an event.
type place struct {
	rec    Record
	raw    string
	offset int64
	origin tlslog.Origin
	err    string
}

// places reads all events, and what comes behind them.
func places(d anyDecoder) (list []place, last string) {
	for {
		var p place
		err := d.Decode(&p.rec)
		p.raw, p.offset, p.origin, p.err = d.Raw(), d.InputOffset(), d.Origin(), fmt.Sprint(err)
		if _, ok := errors.AsType[*tlslog.ParseError](err); err != nil && !ok {
			again := d.Decode(&p.rec)
			return list, fmt.Sprint(err, again, p, d.Skipped())
		}
		list = append(list, p)
	}
}

// checkParallel compares the decoders on a log, with pieces of so many bytes.
func checkParallel(t *testing.T, log string, size, limit int) (inParallel int) {
	t.Helper()
	for _, only := range []bool{false, true} {
		d := Decoder{MaxRecordBytes: limit, EventOnly: only}
		p := ParallelDecoder{Decoder: d, Workers: 3, pieceBytes: size}
		d.Reset(strings.NewReader(log))
		p.Reset(strings.NewReader(log))
		want, wantLast := places(&d)
		got, last := places(&p)
		if strings.HasPrefix(log, "\x1f\x8b") && !strings.HasPrefix(last, "EOF") && !strings.HasPrefix(wantLast, "EOF") {
			// Where gzip is damaged, what it gives may be, too, and which of
			// the two ends the log depends on how much is read at a time.
			last = wantLast
		}
		if i := firstDifference(got, want); i >= 0 || last != wantLast {
			t.Fatalf("pieces of %d bytes of a log of %d: %d events, the first that differs is %d of %d; at last\n%s, want\n%s",
				size, len(log), len(got), i, len(want), last, wantLast)
		}
		p.Reset(strings.NewReader(log))
		for p.Decode(new(Record)) != io.EOF && p.err == nil {
			if p.last != nil {
				inParallel++
			}
		}
	}
	return inParallel / 2
}

func firstDifference(a, b []place) int {
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || a[i] != b[i] {
			return i
		}
	}
	return -1
}

// TestParallel compares the decoders on whole logs, cut ones and damaged ones.
func TestParallel(t *testing.T) {
	events := someEvents()
	for name, container := range containers {
		log := container(events)
		n := checkParallel(t, log, 20_000, 0)
		if !strings.HasPrefix(name, "gzip") && name != "pretty-printed" && n < len(events)/2 {
			t.Errorf("%s: %d of %d events are read in parallel", name, n, len(events))
		}
		checkParallel(t, log, 3_000, 0)
		checkParallel(t, log, 3_000, 1_500)
		checkParallel(t, container(append(events[:60:60], oddEvents...)), 4_000, 0)
	}
}

// TestParallelExport: what an export of a log group puts before a file is the
// origin of all of its events, and of none of the next file.
func TestParallelExport(t *testing.T) {
	events := someEvents()[:60]
	exported := "2026-09-23T07:11:27.691Z " + `{"Records":[` + strings.Join(events, ",") + "]}\n"
	for _, log := range []string{exported, exported + strings.Join(events, "\n"), strings.Join(events, "\n") + "\n" + exported, exported + "[" + strings.Join(events, ",") + "]"} {
		checkParallel(t, log, 3_000, 0)
	}
}

func TestParallelDamage(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 8))
	events := someEvents()[:60]
	var forms []string
	for name := range containers {
		forms = append(forms, name)
	}
	slices.Sort(forms)
	for range 150 {
		log := containers[forms[rnd.IntN(len(forms))]](events)
		for range 1 + rnd.IntN(3) {
			i := rnd.IntN(len(log))
			c := []string{`"`, `\`, `{`, `}`, `[`, `]`, `,`, ` `, "\n", `{"eventVersion":"`, `},{"eventVersion":"1"},`, `"a":"},{"eventVersion":"`}[rnd.IntN(12)]
			log = log[:i] + c + log[i+rnd.IntN(2):]
		}
		if rnd.IntN(4) == 0 {
			log = log[:rnd.IntN(len(log))]
		}
		checkParallel(t, log, 1_000+rnd.IntN(30_000), 0)
	}
}

// TestParallelFalseStarts has texts that look like the start of an event where
// none is.
func TestParallelFalseStarts(t *testing.T) {
	false1 := `{"eventID":"a","requestParameters":[` + strings.Repeat(`{"eventVersion":"1","eventID":"x"},`, 500) + `1]}`
	false2 := `{"eventID":"b","userAgent":"` + strings.Repeat(`,{\"eventVersion\":\"1\"}`, 500) + `"}`
	for _, container := range containers {
		checkParallel(t, container([]string{false1, false2, false1, false2, false1, someEvents()[0]}), 2_000, 0)
	}
}

func TestParallelManyShort(t *testing.T) {
	var events []string
	for i := range 6_000 {
		events = append(events, fmt.Sprintf(`{"eventVersion":"%d"}`, i))
	}
	checkParallel(t, file(events), 0, 0)
}

func TestParallelReaderError(t *testing.T) {
	log := file(someEvents())
	log = log[:len(log)-500]
	broken := errors.New("broken")
	read := func() io.Reader { return io.MultiReader(strings.NewReader(log), iotest.ErrReader(broken)) }
	want, wantLast := places(NewDecoder(read()))
	d := NewParallelDecoder(read())
	d.Workers, d.pieceBytes = 2, 10_000
	got, last := places(d)
	if !slices.Equal(got, want) || last != wantLast {
		t.Errorf("%d events and %s, want %d and %s", len(got), last, len(want), wantLast)
	}
}

// TestParallelBreak leaves loops early. The bubble ends in an error if a
// goroutine is left that does not come to its end.
func TestParallelBreak(t *testing.T) {
	log := file(someEvents())
	synctest.Test(t, func(t *testing.T) {
		d := &ParallelDecoder{Workers: 4, pieceBytes: 5_000}
		for stop := range 20 {
			d.Reset(strings.NewReader(log))
			n := 0
			for range d.All() {
				if n++; n > stop*10 {
					break
				}
			}
		}
	})
}

func TestParallelZero(t *testing.T) {
	var d ParallelDecoder
	if err := d.Decode(new(Record)); err != io.EOF {
		t.Error(err)
	}
	if d.Raw() != "" || d.InputOffset() != 0 {
		t.Error(d.Raw(), d.InputOffset())
	}
}

func FuzzParallel(f *testing.F) {
	for _, container := range containers {
		f.Add(container(someEvents()[:10]), uint16(500))
	}
	f.Fuzz(func(t *testing.T, log string, size uint16) { checkParallel(t, log, max(int(size), 16), 0) })
}

func BenchmarkParallel(b *testing.B) {
	log := benchFile()
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprint(workers), func(b *testing.B) {
			b.SetBytes(int64(len(log)))
			b.ReportAllocs()
			d := &ParallelDecoder{Workers: workers}
			var rec Record
			for b.Loop() {
				d.Reset(strings.NewReader(log))
				for d.Decode(&rec) == nil {
				}
			}
		})
	}
}
