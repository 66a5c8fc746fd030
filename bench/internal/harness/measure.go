package harness

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/awstls/awstls/bench/internal/peers"
)

// A result is what was measured in one process.
type result struct {
	Read        int     // records, or bytes of a peer that reads no records
	Seconds     float64 // of CPU time, to read the log once
	Elapsed     float64 // seconds that passed meanwhile
	Allocations float64 // to read the log once
	PeakRSS     int64   // in bytes; 0 if it is not known
}

func (r result) cpu() float64         { return r.Seconds }
func (r result) elapsed() float64     { return r.Elapsed }
func (r result) allocations() float64 { return r.Allocations }
func (r result) peakRSS() float64     { return float64(r.PeakRSS) }

// ballast is on the heap while the time is taken, and holds nothing. All peers
// are linked into this program, and what one of them makes when a program starts
// (sonic: 2 MB of tables) would be looked at by each garbage collection of every
// other one, which are frequent as long as a heap is small: Network Firewall
// logs took 1.6 times as long as in a program that imports nothing else. With the
// ballast they take as long as there, to 3 %.
const ballast = 64 << 20

// minTime is how long a peer reads the log, again and again. That makes many
// times of the clock's resolution of a small log.
const minTime = 250 * time.Millisecond

// measure measures the peer with the given case/peer over the log in file, and
// writes the result to w.
func measure(cases []peers.Case, name, file string, w io.Writer) error {
	caseName, peerName, _ := strings.Cut(name, "/")
	_, p, ok := peers.Find(cases, caseName, peerName)
	if !ok {
		return fmt.Errorf("there is no peer %q", name)
	}
	var r result
	err := r.readFile(p, file)
	if err != nil {
		return err
	}
	r.PeakRSS = peakRSS()
	defer runtime.KeepAlive(make([]byte, ballast))
	if p.FromFile {
		err = r.readAgain(func() error { return new(result).readFile(p, file) })
	} else {
		err = r.readMemory(p, file)
	}
	if err != nil {
		return err
	}
	return json.NewEncoder(w).Encode(r)
}

// readFile reads the log from the file, which is what a program does. It warms
// up the peer, too: JSON libraries compile types when they first meet them.
func (r *result) readFile(p peers.Peer, file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	r.Read, err = p.Read(f)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return err
}

// readMemory takes the time over the log in memory, so that it does not matter
// how fast the machine reads files. The memory is not on Go's heap: the garbage
// collector runs as often as it does in a program that reads files.
func (r *result) readMemory(p peers.Peer, file string) error {
	data, err := load(file)
	if err != nil {
		return err
	}
	log := peers.NewMemory(data)
	if _, err := p.Read(log); err != nil { // brings the log into memory
		return err
	}
	return r.readAgain(func() error {
		log.Rewind()
		_, err := p.Read(log)
		return err
	})
}

// readAgain takes the time of read, which reads the log once.
func (r *result) readAgain(read func() error) error {
	var before, after runtime.MemStats
	var spent, elapsed time.Duration
	passes := 0
	for ; spent < minTime; passes++ {
		runtime.GC()
		runtime.ReadMemStats(&before)
		start, startCPU := time.Now(), cpuTime()
		if err := read(); err != nil {
			return err
		}
		spent += cpuTime() - startCPU
		elapsed += time.Since(start)
		runtime.ReadMemStats(&after)
		r.Allocations = float64(after.Mallocs - before.Mallocs)
	}
	r.Seconds = spent.Seconds() / float64(passes)
	r.Elapsed = elapsed.Seconds() / float64(passes)
	return nil
}
