package main

import (
	"bufio"
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
	size    int64
	records int
	results map[string][]result // of each peer, by its name
}

// newLog makes the log of c and checks that all peers read the same from it.
func newLog(c peers.Case, file string, o options) (*log, error) {
	l := &log{Case: c, file: file, results: make(map[string][]result)}
	if err := l.generate(int64(o.mb)*1e6, o.seed); err != nil {
		return nil, err
	}
	var err error
	l.records, err = c.Check(func() (io.ReadCloser, error) { return os.Open(file) })
	return l, err
}

func (l *log) generate(size int64, seed uint64) error {
	f, err := os.Create(l.file)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	err = l.Generate(w, size, seed)
	if err == nil {
		err = w.Flush()
	}
	if info, statErr := f.Stat(); err == nil {
		err = statErr
		l.size = info.Size()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return err
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
	if r.Records != l.records {
		return result{}, fmt.Errorf("it has read %d records of %d", r.Records, l.records)
	}
	return r, nil
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
