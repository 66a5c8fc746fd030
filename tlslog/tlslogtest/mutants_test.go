package tlslogtest

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"
	"unsafe"

	"github.com/awstls/awstls/tlslog"
)

// A mutant is a decoder of counts that breaks a promise, and maybe others that
// come after it.
type mutant struct {
	name    string
	breaks  string
	decoder func(io.Reader) tlslog.Decoder[count]
}

// altered returns a decoder of counts that does not decode by itself.
func altered(decode func(d *counts, c *count) error) func(io.Reader) tlslog.Decoder[count] {
	return func(r io.Reader) tlslog.Decoder[count] {
		return &alteredCounts{newCounts(r), decode}
	}
}

type alteredCounts struct {
	*counts
	decode func(d *counts, c *count) error
}

func (d *alteredCounts) Decode(c *count) error        { return d.decode(d.counts, c) }
func (d *alteredCounts) All() iter.Seq2[count, error] { return tlslog.All(d) }

// reading returns a decoder of counts that reads with another reader.
func reading(with func(io.Reader) io.Reader) func(io.Reader) tlslog.Decoder[count] {
	return func(r io.Reader) tlslog.Decoder[count] {
		return &readingCounts{newCounts(with(r)), with}
	}
}

type readingCounts struct {
	*counts
	with func(io.Reader) io.Reader
}

func (d *readingCounts) Reset(r io.Reader) { d.counts.Reset(d.with(r)) }

// parseError changes the ParseErrors of a decoder.
func parseError(change func(d *counts, perr *tlslog.ParseError) error) func(io.Reader) tlslog.Decoder[count] {
	return altered(func(d *counts, c *count) error {
		err := d.Decode(c)
		if perr, ok := errors.AsType[*tlslog.ParseError](err); ok {
			return change(d, perr)
		}
		return err
	})
}

func mutants() []mutant {
	var last *counts // of all decoders
	return []mutant{
		{"reads in its constructor", "construct", reading(func(r io.Reader) io.Reader {
			_, _ = r.Read(nil)
			return r
		})},
		{"ends in an error of its own", "records", altered(func(d *counts, c *count) error {
			err := d.Decode(c)
			if err == io.EOF {
				return fmt.Errorf("the end: %w", err)
			}
			return err
		})},
		{"loses the first record", "records", altered(func(d *counts, c *count) error {
			if d.record == 0 {
				_ = d.Decode(c)
			}
			return d.Decode(c)
		})},
		{"makes damage final", "damage", parseError(func(d *counts, perr *tlslog.ParseError) error {
			d.err = errors.New("damage")
			return d.err
		})},
		{"loses the record behind damage", "damage", parseError(func(d *counts, perr *tlslog.ParseError) error {
			_ = d.Decode(new(count))
			return perr
		})},
		{"keeps damage to itself", "damage", parseError(func(*counts, *tlslog.ParseError) error { return nil })},
		{"gives damage no field", "damage", parseError(func(_ *counts, perr *tlslog.ParseError) error {
			perr.Field = ""
			return perr
		})},
		{"gives damage another cause", "damage", parseError(func(_ *counts, perr *tlslog.ParseError) error {
			perr.Err = tlslog.ErrTime
			return perr
		})},
		{"gives up all of a damaged record", "damage", altered(func(d *counts, c *count) error {
			err := d.Decode(c)
			if err != nil {
				*c = count{}
			}
			return err
		})},
		{"leaves a field as it was", "overwrite", altered(func(d *counts, c *count) error {
			remark := c.Remark
			err := d.Decode(c)
			if c.Remark == "" && remark == "left over" {
				c.Remark = remark
			}
			return err
		})},
		{"does not count damaged records", "places", parseError(func(d *counts, perr *tlslog.ParseError) error {
			d.record--
			return perr
		})},
		{"counts lines from 0", "places", parseError(func(_ *counts, perr *tlslog.ParseError) error {
			perr.Line--
			return perr
		})},
		{"is a byte off", "places", parseError(func(_ *counts, perr *tlslog.ParseError) error {
			perr.Offset++
			return perr
		})},
		{"quotes the log", "secrets", parseError(func(d *counts, perr *tlslog.ParseError) error {
			perr.Err = fmt.Errorf("%w in %s", perr.Err, d.raw)
			return perr
		})},
		{"goes on after a failure", "final", altered(func(d *counts, c *count) error {
			err := d.Decode(c)
			d.err = nil
			return err
		})},
		{"repeats the last record at the end", "final", altered(func(d *counts, c *count) error {
			last := *c
			err := d.Decode(c)
			if err == io.EOF {
				*c = last
			}
			return err
		})},
		{"keeps Raw after the end", "final", altered(func(d *counts, c *count) error {
			raw := d.raw
			err := d.Decode(c)
			if err == io.EOF {
				d.raw = raw
			}
			return err
		})},
		{"takes line feeds into Raw", "raw", altered(func(d *counts, c *count) error {
			err := d.Decode(c)
			if d.raw != "" {
				d.raw += "\n"
			}
			return err
		})},
		{"counts line feeds into InputOffset", "raw", altered(func(d *counts, c *count) error {
			err := d.Decode(c)
			d.end = d.in.Offset()
			return err
		})},
		{"cuts records where reads end", "arrival", reading(func(r io.Reader) io.Reader { return &linefeeder{r} })},
		{"loses bytes beside io.EOF", "arrival", reading(func(r io.Reader) io.Reader {
			return readerFunc(func(p []byte) (int, error) {
				n, err := r.Read(p)
				if err != nil {
					n = 0
				}
				return n, err
			})
		})},
		{"takes an empty read for the end", "arrival", reading(func(r io.Reader) io.Reader {
			return readerFunc(func(p []byte) (int, error) {
				n, err := r.Read(p)
				if n == 0 && err == nil {
					err = io.EOF
				}
				return n, err
			})
		})},
		{"takes a failure for the end", "failure", reading(func(r io.Reader) io.Reader {
			return readerFunc(func(p []byte) (int, error) {
				n, err := r.Read(p)
				if err == errBroken {
					err = io.EOF
				}
				return n, err
			})
		})},
		{"reads all before it decodes", "failure", reading(func(r io.Reader) io.Reader {
			var log io.Reader
			return readerFunc(func(p []byte) (int, error) {
				if log == nil {
					b, err := io.ReadAll(r)
					if err != nil {
						return 0, err
					}
					log = strings.NewReader(string(b))
				}
				return log.Read(p)
			})
		})},
		{"passes over a record that was cut off", "truncation", altered(func(d *counts, c *count) error {
			err := d.Decode(c)
			if errors.Is(err, io.ErrUnexpectedEOF) {
				d.err = io.EOF
				return d.err
			}
			return err
		})},
		{"never notices that a log was cut off", "truncation", altered(func(d *counts, c *count) error {
			err := d.Decode(c)
			if errors.Is(err, io.ErrUnexpectedEOF) {
				d.err = io.EOF
				return &tlslog.ParseError{Format: "counts", Err: tlslog.ErrSyntax}
			}
			return err
		})},
		{"does not undo gzip", "gzip", reading(func(r io.Reader) io.Reader {
			return readerFunc(func(p []byte) (int, error) {
				n, err := r.Read(p)
				if n > 0 && p[0] == 0x1f {
					return 0, errors.New("that is no text")
				}
				return n, err
			})
		})},
		{"panics", "garbage", altered(func(d *counts, c *count) error {
			err := d.Decode(c)
			if strings.Count(d.raw, "=") > 1 {
				panic("two of them")
			}
			return err
		})},
		{"has another limit", "limit", altered(func(d *counts, c *count) error {
			max := d.MaxRecordBytes
			defer func() { d.MaxRecordBytes = max }()
			if max > 0 {
				d.MaxRecordBytes++
			}
			return d.Decode(c)
		})},
		{"ends All at damage", "all", func(r io.Reader) tlslog.Decoder[count] {
			return &allCounts{newCounts(r), func(d *counts, yield func(count, error) bool) {
				for rec, err := range tlslog.All(d) {
					if !yield(rec, err) || err != nil {
						return
					}
				}
			}}
		}},
		{"yields io.EOF", "all", func(r io.Reader) tlslog.Decoder[count] {
			return &allCounts{newCounts(r), func(d *counts, yield func(count, error) bool) {
				for rec, err := range tlslog.All(d) {
					if !yield(rec, err) {
						return
					}
				}
				yield(count{}, io.EOF)
			}}
		}},
		{"is a record ahead in All", "all", func(r io.Reader) tlslog.Decoder[count] {
			return &allCounts{newCounts(r), func(d *counts, yield func(count, error) bool) {
				for rec, err := range tlslog.All(d) {
					if !yield(rec, err) {
						_ = d.Decode(&rec)
						return
					}
				}
			}}
		}},
		{"does not forget its record number", "reset", func(r io.Reader) tlslog.Decoder[count] {
			return &resetCounts{newCounts(r), func(d *counts, r io.Reader) {
				record := d.record
				d.Reset(r)
				d.record = record
			}}
		}},
		{"does not forget its error", "reset", func(r io.Reader) tlslog.Decoder[count] {
			return &resetCounts{newCounts(r), func(d *counts, r io.Reader) {
				err := d.err
				d.Reset(r)
				d.err = err
			}}
		}},
		{"forgets its limit", "reset", func(r io.Reader) tlslog.Decoder[count] {
			return &resetCounts{newCounts(r), func(d *counts, r io.Reader) { *d = *newCounts(r) }}
		}},
		{"is confused by other decoders", "independence", altered(func(d *counts, c *count) error {
			if d.record > 0 && last != d {
				_ = d.Decode(c)
			}
			last = d
			return d.Decode(c)
		})},
		{"reads ahead", "goroutines", func(r io.Reader) tlslog.Decoder[count] {
			return &ahead{counts: newCounts(r)}
		}},
		{"uses its memory again", "permanence", func(r io.Reader) tlslog.Decoder[count] {
			block := make([]byte, 4<<10)
			used := 0
			return altered(func(d *counts, c *count) error {
				err := d.Decode(c)
				if used+len(c.Name) > len(block) {
					used = 0
				}
				n := copy(block[used:], c.Name)
				if n > 0 {
					c.Name = unsafe.String(&block[used], n)
				}
				used += n
				return err
			})(r)
		}},
		{"keeps all it has read", "memory", func(r io.Reader) tlslog.Decoder[count] {
			var all []string
			return altered(func(d *counts, c *count) error {
				err := d.Decode(c)
				all = append(all, d.raw)
				return err
			})(r)
		}},
		{"has no limit", "limit", altered(func(d *counts, c *count) error {
			max := d.MaxRecordBytes
			defer func() { d.MaxRecordBytes = max }()
			d.MaxRecordBytes = 1 << 30
			return d.Decode(c)
		})},
		{"allocates", "allocations", altered(func(d *counts, c *count) error {
			err := d.Decode(c)
			c.Name = strings.Clone(c.Name)
			return err
		})},
	}
}

// allCounts has another All.
type allCounts struct {
	*counts
	all func(d *counts, yield func(count, error) bool)
}

func (d *allCounts) All() iter.Seq2[count, error] {
	return func(yield func(count, error) bool) { d.all(d.counts, yield) }
}

// resetCounts has another Reset.
type resetCounts struct {
	*counts
	reset func(d *counts, r io.Reader)
}

func (d *resetCounts) Reset(r io.Reader) { d.reset(d.counts, r) }

// ahead decodes in a goroutine, and has only Decode.
type ahead struct {
	counts *counts
	next   chan outcome[count]
	last   outcome[count]
}

func (d *ahead) Decode(c *count) error {
	if d.next == nil {
		d.next = make(chan outcome[count], 10)
		go func() {
			defer close(d.next)
			for {
				var rec count
				err := d.counts.Decode(&rec)
				o := outcome[count]{rec: rec, err: err}
				d.next <- o
				if o.final() {
					return
				}
			}
		}()
	}
	if o, ok := <-d.next; ok {
		d.last = o
	}
	*c = d.last.rec
	return d.last.err
}

// A linefeeder puts a line feed behind each read.
type linefeeder struct{ r io.Reader }

func (l *linefeeder) Read(p []byte) (int, error) {
	n, err := l.r.Read(p[:len(p)-1])
	if n > 0 && p[n-1] != '\n' {
		p[n] = '\n'
		n++
	}
	return n, err
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// sharing is a count whose Clone shares the memory of the log.
type sharing struct{ count }

func (c sharing) Clone() sharing { return c }

// TestMutants proves that the suite can fail: each defect breaks the promise
// that it should, and none before it.
func TestMutants(t *testing.T) {
	for _, m := range mutants() {
		t.Run(m.name, func(t *testing.T) {
			s, err := newSuite(m.decoder, countSamples)
			if err != nil {
				t.Fatal(err)
			}
			s.short = true
			if broken, err := firstBroken(s); broken != m.breaks {
				t.Errorf("it breaks %q and not %q: %v", broken, m.breaks, err)
			}
		})
	}
}

// TestSharingClone does the same for a defect of a record.
func TestSharingClone(t *testing.T) {
	samples := Samples[sharing]{Separator: "\n", Footer: "\n"}
	for _, m := range countSamples.Records {
		samples.Records = append(samples.Records, Sample[sharing]{m.Text, sharing{m.Record}, m.Field, m.Err})
	}
	s, err := newSuite(func(r io.Reader) tlslog.Decoder[sharing] { return sharingCounts{newCounts(r)} }, samples)
	if err != nil {
		t.Fatal(err)
	}
	s.Whole = countSamples.Whole
	s.short = true
	if broken, err := firstBroken(s); broken != "clone" {
		t.Errorf("it breaks %q and not clone: %v", broken, err)
	}
}

type sharingCounts struct{ d *counts }

func (d sharingCounts) Decode(c *sharing) error { return d.d.Decode(&c.count) }

// firstBroken returns the first promise that is broken, and how.
func firstBroken[R comparable](s *suite[R]) (string, error) {
	for _, p := range promises[R]() {
		if err := p.test(s); err != nil && err != errNotMade {
			return p.name, err
		}
	}
	return "", nil
}

// TestEachPromise checks that there is a mutant for each promise.
func TestEachPromise(t *testing.T) {
	for _, p := range promises[count]() {
		if p.name != "clone" && !slices.ContainsFunc(mutants(), func(m mutant) bool { return m.breaks == p.name }) {
			t.Errorf("no mutant breaks %q", p.name)
		}
	}
}
