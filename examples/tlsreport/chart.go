package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/awstls/awstls/tlslog/posture"
)

// A chart is a picture of how something changed over time, with a table of the
// same figures.
//
// The template draws it, without one of the libraries that draw charts as SVG:
// those have fixed colours and a fixed width, so that a page could not be light
// or dark, or have letters of a readable size on a telephone, and some write
// texts into the SVG as they are. Here, the shapes are stretched to the width
// of the page while the letters are HTML beside them.
type chart struct {
	ID, Title string
	Summary   string // one sentence, for those who do not see the picture, too
	Series    []series
	Width     int // of the picture; its height is 100
	Columns   []column
	Lines     []curve
	YTicks    []tick
	XTicks    []tick
	Table     table
}

// A series is one of the colours of a chart.
type series struct{ Name, Class string }

// A column is what a chart shows of one interval.
type column struct {
	X     int
	Title string // all of its figures
	Parts []part
}

// A part is a rectangle.
type part struct{ X, Y, W, H, Class string }

// A curve leads through the middles of intervals.
type curve struct{ Points, Class string }

// A tick is a label of an axis, so many percent of its length from the start.
type tick struct {
	At    string
	Text  string
	Minor bool // left out where there is little room
}

// maxSlots is how many intervals a chart has.
const maxSlots = 96

// A value is what a series says of an interval.
type value struct {
	n     int64
	total int64 // of which n is a part, for a share
}

// stacked returns a chart of columns, in which the values of an interval stand
// upon each other: their numbers, or their shares of a total.
func stacked(a axis, names []series, shares bool, values func([]posture.Point) []value) chart {
	var all [][]value
	highest := int64(1)
	sums := make([]int64, len(names))
	for _, s := range a.slots {
		v := values(s.points)
		var sum int64
		for j, x := range v {
			sum += x.n
			sums[j] += x.n
		}
		highest = max(highest, sum)
		all = append(all, v)
	}
	names, all = without(names, all, func(j int) bool { return sums[j] == 0 })
	c := chart{Series: names, Width: len(a.slots)}
	top := niceTop(highest)
	// A column fills its interval but for a gap; where there are few, it is no
	// wider than a fifth of the chart.
	width := min(0.88, 0.2*float64(len(a.slots)))
	for i, s := range a.slots {
		if len(s.points) == 0 {
			continue
		}
		col := column{X: i, Title: titleOf(s, names, all[i], shares)}
		y := 100.0
		for j, v := range all[i] {
			total := top
			if shares {
				total = max(v.total, 1)
			}
			h := 100 * float64(v.n) / float64(total)
			y -= h
			if v.n > 0 {
				col.Parts = append(col.Parts, part{decimal(float64(i) + (1-width)/2), decimal(y), decimal(width), decimal(h), names[j].Class})
			}
		}
		c.Columns = append(c.Columns, col)
	}
	c.YTicks = countTicks(top)
	if shares {
		c.YTicks = shareTicks(100)
	}
	c.XTicks = timeTicks(a)
	c.Table = tableOf(a, names, all, shares)
	return c
}

// without returns the series, and their values for each interval, without some.
func without(names []series, all [][]value, drop func(int) bool) (kept []series, values [][]value) {
	values = make([][]value, len(all))
	for j, n := range names {
		if drop(j) {
			continue
		}
		kept = append(kept, n)
		for i, v := range all {
			values[i] = append(values[i], v[j])
		}
	}
	return kept, values
}

// lines returns a chart with a line for each series, of shares.
func lines(a axis, names []series, values func([]posture.Point) []value) chart {
	c := chart{Series: names, Width: len(a.slots)}
	var all [][]value
	highest := 0.0
	for _, s := range a.slots {
		v := values(s.points)
		for _, x := range v {
			highest = max(highest, 100*float64(x.n)/float64(max(x.total, 1)))
		}
		all = append(all, v)
	}
	top := 100.0
	for _, t := range []float64{50, 20, 10} {
		if highest <= t {
			top = t
		}
	}
	for j, name := range names {
		var points [][2]float64
		end := func() {
			if len(points) == 1 { // a dash, that is seen
				x, y := points[0][0], points[0][1]
				points = [][2]float64{{x - 0.4, y}, {x + 0.4, y}}
			}
			var text []string
			for _, p := range points {
				text = append(text, decimal(p[0])+","+decimal(p[1]))
			}
			if text != nil {
				c.Lines = append(c.Lines, curve{strings.Join(text, " "), name.Class})
			}
			points = nil
		}
		for i, s := range a.slots {
			v := all[i][j]
			if s.gap {
				end()
			}
			if v.total > 0 { // an interval without events is passed over
				y := 100 - 100/top*100*float64(v.n)/float64(v.total)
				points = append(points, [2]float64{float64(i) + 0.5, y})
			}
		}
		end()
	}
	for i, s := range a.slots {
		if len(s.points) > 0 {
			c.Columns = append(c.Columns, column{X: i, Title: titleOf(s, names, all[i], true)})
		}
	}
	c.YTicks = shareTicks(top)
	c.XTicks = timeTicks(a)
	c.Table = tableOf(a, names, all, true)
	return c
}

// titleOf returns all figures of an interval.
func titleOf(s slot, names []series, values []value, shares bool) string {
	text := []string{s.label}
	for j, v := range values {
		switch {
		case v.n == 0 && !shares, v.total == 0 && shares:
		case shares:
			text = append(text, fmt.Sprintf("%s: %s (%s of %s)", names[j].Name, share(v.n, v.total), num(v.n), num(v.total)))
		default:
			text = append(text, fmt.Sprintf("%s: %s", names[j].Name, num(v.n)))
		}
	}
	return strings.Join(text, "\n")
}

// tableOf returns the figures of a chart.
func tableOf(a axis, names []series, all [][]value, shares bool) table {
	t := table{Heads: []head{{Text: "From"}}}
	for _, n := range names {
		t.Heads = append(t.Heads, head{n.Name, true})
	}
	for i, s := range a.slots {
		if s.gap {
			continue
		}
		row := []cell{text(s.label)}
		for _, v := range all[i] {
			if shares {
				row = append(row, text(share(v.n, v.total)))
			} else {
				row = append(row, text(num(v.n)))
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// niceTop returns the number at the top of an axis: the next that is 1, 2, 4, 6,
// 8 or 10 times a power of ten, so that its half is whole.
func niceTop(n int64) int64 {
	for power := int64(1); ; power *= 10 {
		for _, factor := range []int64{2, 4, 6, 8, 10} {
			if n <= factor*power || power > 1e17 {
				return max(factor*power, n)
			}
		}
	}
}

func countTicks(top int64) []tick {
	return []tick{{At: "0", Text: "0"}, {At: "50", Text: compact(top / 2)}, {At: "100", Text: compact(top)}}
}

// compact returns a number at an axis, which has few digits that are not zero.
func compact(n int64) string {
	for i, unit := range []string{"", " k", " M", " G", " T", " P", " E"} {
		if power := int64(math.Pow10(3 * i)); n/power < 1000 {
			return num(n/power) + unit
		}
	}
	return num(n)
}

func shareTicks(top float64) []tick {
	var ticks []tick
	for _, at := range []float64{0, 25, 50, 75, 100} {
		ticks = append(ticks, tick{At: decimal(at), Text: decimal(top*at/100) + " %", Minor: at == 25 || at == 75})
	}
	return ticks
}

// timeTicks labels at most eight slots.
func timeTicks(a axis) []tick {
	const most = 8
	stride := (len(a.slots) + most - 1) / most
	var ticks []tick
	for i := 0; i < len(a.slots); i += stride {
		if s := a.slots[i]; !s.gap {
			ticks = append(ticks, tick{decimal(100 * (float64(i) + 0.5) / float64(len(a.slots))), a.shortLabel(s.start), i/stride%2 == 1})
		}
	}
	for i, s := range a.slots {
		if s.gap {
			ticks = append(ticks, tick{decimal(100 * (float64(i) + 0.5) / float64(len(a.slots))), "…", false})
		}
	}
	return ticks
}

// decimal returns a number with at most two digits behind the point.
func decimal(f float64) string {
	s := strings.TrimRight(strconv.FormatFloat(f, 'f', 2, 64), "0")
	return strings.TrimSuffix(s, ".")
}
