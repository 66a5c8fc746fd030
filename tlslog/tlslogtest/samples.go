package tlslogtest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Samples are records of one format, and how a log is made of such records.
type Samples[R comparable] struct {
	// Records are sound and damaged records. At least two are sound. In one
	// log they may stand in any order and any number of times.
	//
	// For the limit of a decoder to be tested, the longest sound one has to be
	// longer than the others, and than the lines of the header.
	Records []Sample[R]

	// A log is the header, then the texts of its records with the separator
	// between them, then the footer. For a log of lines the separator and the
	// footer are "\n"; for a JSON array the three are "[", "," and "]". A log
	// of no records has no footer if that is but white space.
	Header, Separator, Footer string

	// Wrap makes a log of the texts of records in any other way, such as an
	// envelope or a binary file. Then the suite does not know where in the log
	// the records are, and checks nothing of places. Nil means that a log is as
	// above.
	Wrap func(texts []string) string

	// Whole reports whether start, the start of a log of sound records, cannot
	// be told from a whole log. The decoder has to end it with [io.EOF] then,
	// and with [io.ErrUnexpectedEOF] else.
	//
	// Nil means that it is a whole log if it is empty or the log of the first of
	// these records, apart from white space at the end.
	Whole func(start string) bool

	// Gzip means that the decoder undoes gzip.
	Gzip bool

	// Allocs is how many allocations a sound record may cost, as an average
	// over a long log. Zero means any number.
	Allocs float64
}

// A Sample is a record as it stands in a log, and what a decoder is to make of
// it.
type Sample[R comparable] struct {
	// Text is the record, without what stands between records. In that of a
	// damaged record [Mark] may stand before the byte that the ParseError gives
	// as its place, which is the first byte of the record else.
	Text string

	// Record is what can be read of the text.
	Record R

	// Field and Err are those of the [tlslog.ParseError] for a damaged record.
	// Its Err has to be this one, or wrap it. A sound record has none.
	Field string
	Err   error
}

// Mark stands before the place of the damage in the text of a [Sample]. It is
// not part of the record.
const Mark = "§"

// text is the record as it stands in the log.
func (m Sample[R]) text() string { return strings.Replace(m.Text, Mark, "", 1) }

// mark is the position of the damage in the text.
func (m Sample[R]) mark() int { return max(strings.Index(m.Text, Mark), 0) }

// A want is what is to be read of a sample in a log.
type want[R comparable] struct {
	Sample[R]
	start, end int // of its text in the log
	line       int // that holds its mark
}

// offset is the position in the log of the damage.
func (w want[R]) offset() int { return w.start + w.mark() }

// log makes a log of records.
func (s *Samples[R]) log(records ...Sample[R]) (string, []want[R]) {
	wants := make([]want[R], len(records))
	if s.Wrap != nil {
		for i, m := range records {
			wants[i].Sample = m
		}
		return s.Wrap(texts(records)), wants
	}
	var b strings.Builder
	line := 1
	write := func(text string) {
		b.WriteString(text)
		line += strings.Count(text, "\n")
	}
	write(s.Header)
	for i, m := range records {
		if i > 0 {
			write(s.Separator)
		}
		text, mark := m.text(), m.mark()
		wants[i] = want[R]{m, b.Len(), b.Len() + len(text), line + strings.Count(text[:mark], "\n")}
		write(text)
	}
	if len(records) > 0 || strings.TrimSpace(s.Footer) != "" {
		write(s.Footer)
	}
	return b.String(), wants
}

func texts[R comparable](records []Sample[R]) []string {
	all := make([]string, len(records))
	for i, m := range records {
		all[i] = m.text()
	}
	return all
}

// whole reports whether the first n bytes of the log of records are to be
// taken for a whole log.
func (s *Samples[R]) whole(log string, n int, records []Sample[R]) bool {
	start := log[:n]
	if s.Whole != nil {
		return s.Whole(start)
	}
	if n == 0 || n == len(log) {
		return true
	}
	if s.Wrap != nil {
		return false
	}
	for k := range len(records) + 1 {
		if first, _ := s.log(records[:k]...); trim(start) == trim(first) {
			return true
		}
	}
	return false
}

func trim(s string) string { return strings.TrimRight(s, " \t\r\n") }

// check reports what is wrong with the samples themselves.
func (s *Samples[R]) check() error {
	sound := 0
	for i, m := range s.Records {
		switch marked := strings.Contains(m.Text, Mark); {
		case m.text() == "":
			return fmt.Errorf("sample %d has no text", i)
		case m.Err != nil:
		case marked || m.Field != "":
			return fmt.Errorf("sample %d is marked as damaged and has no error", i)
		case m.Record == *new(R):
			return fmt.Errorf("sample %d is sound and its record is zero", i)
		default:
			sound++
		}
	}
	if sound < 2 {
		return errors.New("fewer than two samples are sound")
	}
	if s.Wrap != nil && s.Header+s.Separator+s.Footer != "" {
		return errors.New("samples with Wrap have no header, separator and footer")
	}
	return nil
}

// sound returns the records without damage.
func (s *Samples[R]) sound() []Sample[R] {
	return slices.DeleteFunc(slices.Clone(s.Records), func(m Sample[R]) bool { return m.Err != nil })
}

// damaged returns the records with damage.
func (s *Samples[R]) damaged() []Sample[R] {
	return slices.DeleteFunc(slices.Clone(s.Records), func(m Sample[R]) bool { return m.Err == nil })
}
