package harness

import (
	"fmt"
	"io"

	"github.com/awstls/awstls/bench/internal/peers"
)

// writeTable writes what was measured over the log.
func (l *log) writeTable(w io.Writer) {
	fmt.Fprintf(w, "**%s** (%s records of %d bytes on average)\n\n", l.Title, thousands(l.records), l.size/int64(l.records))
	fmt.Fprintln(w, "| reader | MB/s of CPU time | records/s of CPU time | awstls / reader | MB/s elapsed | awstls / reader | allocations per record | peak RSS, MB |")
	fmt.Fprintln(w, "|---|--:|--:|--:|--:|--:|--:|--:|")
	for _, p := range l.All() {
		fmt.Fprintf(w, "| %s | %s | %s | %.2f | %s | %.2f | %s | %s |\n", l.title(p),
			l.throughput(p, result.cpu), l.rate(p), l.ratio(p.Name),
			l.throughput(p, result.elapsed), l.median(p.Name, result.elapsed)/l.median(l.Ours.Name, result.elapsed),
			l.allocations(p),
			megabytes(l.median(p.Name, result.peakRSS)))
	}
	fmt.Fprintln(w)
}

// title returns the name of p, and what it leaves undone.
func (l *log) title(p peers.Peer) string {
	switch {
	case p.Name == l.Ours.Name:
		return "**" + p.Name + "**"
	case p.Note != "":
		return p.Name + " (" + p.Note + ")"
	}
	return p.Name
}

// throughput returns the megabytes of uncompressed log for each of the seconds.
func (l *log) throughput(p peers.Peer, seconds func(result) float64) string {
	return thousands(int(float64(l.size)/1e6/l.median(p.Name, seconds) + 0.5))
}

// rate returns the thousands of records for each second of CPU time.
func (l *log) rate(p peers.Peer) string {
	if p.Bytes {
		return "–"
	}
	return thousands(int(float64(l.records)/1e3/l.median(p.Name, result.cpu)+0.5)) + " k"
}

// allocations returns those of p for each record, or a dash if they are not
// known.
func (l *log) allocations(p peers.Peer) string {
	if p.OffHeap {
		return "–"
	}
	return allocations(l.allocationsPerRecord(p))
}

// allocations returns a number of allocations, with three decimals if it is
// small.
func allocations(n float64) string {
	if n < 0.1 {
		return fmt.Sprintf("%.3f", n)
	}
	return fmt.Sprintf("%.1f", n)
}

// megabytes returns a number of bytes in megabytes, or a dash if it is not
// known.
func megabytes(bytes float64) string {
	if bytes == 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f", bytes/1e6)
}

// thousands returns n with commas.
func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}
