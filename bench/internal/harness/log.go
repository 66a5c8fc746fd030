package harness

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"

	"github.com/awstls/awstls/bench/internal/peers"
)

// A log is the log of a case in a file, and what was measured over it.
type log struct {
	peers.Case
	file    string
	size    int64 // before compression
	records int
	results map[string][]result // of each peer, by its name
}

// newLog makes the log of c and checks that all peers read the same from it.
func newLog(c peers.Case, file string, o options) (*log, error) {
	l := &log{Case: c, file: file, results: make(map[string][]result)}
	var err error
	l.size, err = c.Make(file, int64(o.mb)*1e6, o.seed)
	if err != nil {
		return nil, err
	}
	l.records, err = c.Check(func() (io.ReadCloser, error) { return os.Open(file) })
	return l, err
}

// rounds measures each peer of all logs once in every round.
func rounds(logs []*log, o options, progress io.Writer) error {
	for round := range o.rounds {
		fmt.Fprintf(progress, "round %d of %d\n", round+1, o.rounds)
		for _, l := range logs {
			if err := l.round(o.cpu); err != nil {
				return err
			}
		}
	}
	return nil
}

// round measures each peer once.
func (l *log) round(cpu int) error {
	all := l.All()
	rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for _, p := range all {
		r, err := l.measure(p, cpu)
		if err != nil {
			return fmt.Errorf("%s: %s: %w", l.Name, p.Name, err)
		}
		l.results[p.Name] = append(l.results[p.Name], r)
	}
	return nil
}

// measure measures p in a process of its own.
func (l *log) measure(p peers.Peer, cpu int) (result, error) {
	program, err := os.Executable()
	if err != nil {
		return result{}, err
	}
	if p.Procs > 0 {
		cpu = p.Procs
	}
	cmd := exec.Command(program, "-run", l.Name+"/"+p.Name, "-file", l.file, "-cpu", fmt.Sprint(cpu))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return result{}, err
	}
	var r result
	if err := json.Unmarshal(out, &r); err != nil {
		return result{}, err
	}
	want := l.records
	if p.Bytes {
		want = int(l.size)
	}
	if r.Read != want {
		return result{}, fmt.Errorf("it has read %d records or bytes of %d", r.Read, want)
	}
	return r, nil
}

// ratio returns how many times as much CPU time the peer takes as this library
// does.
func (l *log) ratio(peer string) float64 {
	return l.median(peer, result.cpu) / l.median(l.Ours.Name, result.cpu)
}

func (l *log) allocationsPerRecord(p peers.Peer) float64 {
	return l.median(p.Name, result.allocations) / float64(l.records)
}

// median returns the median of what get takes from the results of a peer.
func (l *log) median(peer string, get func(result) float64) float64 {
	var all []float64
	for _, r := range l.results[peer] {
		all = append(all, get(r))
	}
	slices.Sort(all)
	n := len(all)
	return (all[(n-1)/2] + all[n/2]) / 2
}
