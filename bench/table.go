package main

import (
	"fmt"
	"io"
)

// writeTable writes what was measured over the log.
func (l *log) writeTable(w io.Writer) {
	fmt.Fprintf(w, "**%s** (%s records of %d bytes on average)\n\n", l.Title, thousands(l.records), l.size/int64(l.records))
	fmt.Fprintln(w, "| reader | MB/s | awstls / reader | allocations per record | peak RSS, MB |")
	fmt.Fprintln(w, "|---|--:|--:|--:|--:|")
	ours := l.seconds(l.Ours.Name)
	for _, p := range l.All() {
		name, seconds := p.Name, l.seconds(p.Name)
		if name == l.Ours.Name {
			name = "**" + name + "**"
		}
		fmt.Fprintf(w, "| %s | %s | %.2f | %s | %s |\n", name,
			thousands(int(float64(l.size)/1e6/seconds+0.5)),
			seconds/ours,
			allocations(l.median(p.Name, func(r result) float64 { return r.Allocations })/float64(l.records)),
			megabytes(l.median(p.Name, func(r result) float64 { return float64(r.PeakRSS) })))
	}
	fmt.Fprintln(w)
}

// seconds returns the time in which the peer reads the log.
func (l *log) seconds(peer string) float64 {
	return l.median(peer, func(r result) float64 { return r.Seconds })
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
