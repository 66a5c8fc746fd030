package tlslogtest

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing/iotest"
)

// arrival reads the same logs in all the ways in which they can arrive.
func (s *suite[R]) arrival() error {
	long, _ := s.log(s.many(300 << 10)...)
	for _, list := range append(s.arrangements(), nil) {
		log, _ := s.log(list...)
		if list == nil {
			log = long
		}
		want, err := s.text(log)
		if err != nil {
			return in(log, err)
		}
		for name, r := range map[string]io.Reader{
			"byte by byte":              iotest.OneByteReader(strings.NewReader(log)),
			"in halves":                 iotest.HalfReader(strings.NewReader(log)),
			"in pieces":                 inPieces(strings.NewReader(log), 1),
			"with empty reads":          &hesitant{r: strings.NewReader(log)},
			"with io.EOF beside bytes":  iotest.DataErrReader(strings.NewReader(log)),
			"as pieces with io.EOF too": iotest.DataErrReader(inPieces(strings.NewReader(log), 2)),
		} {
			if err := s.arrives(r, log, want); err != nil {
				return in(log, fmt.Errorf("%s: %w", name, err))
			}
		}
	}
	log, _ := s.log(s.Records...)
	want, err := s.text(log)
	if err != nil {
		return in(log, err)
	}
	for n := range s.steps(len(log)) {
		r := io.MultiReader(strings.NewReader(log[:n]), strings.NewReader(log[n:]))
		if err := s.arrives(r, log, want); err != nil {
			return in(log, fmt.Errorf("in two pieces, the first of %d bytes: %w", n, err))
		}
	}
	return nil
}

// arrives checks that the log in r is read as it was before.
func (s *suite[R]) arrives(r io.Reader, log string, want []outcome[R]) error {
	got, err := s.read(r, len(log))
	if err != nil {
		return err
	}
	return match(got, want)
}

// many returns sound records with that many bytes of text.
func (s *suite[R]) many(size int) []Sample[R] {
	if s.short {
		size /= 4
	}
	sound := s.sound()
	var all []Sample[R]
	for i := 0; size > 0; i++ {
		m := sound[i%len(sound)]
		all = append(all, m)
		size -= len(m.Text)
	}
	return all
}

// failure reads from readers that fail at each byte, or never get on.
func (s *suite[R]) failure() error {
	log, wants := s.log(s.sound()...)
	all, err := s.text(log)
	if err != nil {
		return in(log, err)
	}
	for n := range s.steps(len(log)) {
		broken := func() io.Reader {
			return io.MultiReader(strings.NewReader(log[:n]), iotest.ErrReader(errBroken))
		}
		for name, r := range map[string]io.Reader{"behind": broken(), "beside": iotest.DataErrReader(broken())} {
			got, err := s.read(r, n)
			if err == nil {
				err = s.upTo(got, all, wants, n)
			}
			if err == nil && !errors.Is(got[len(got)-1].err, errBroken) {
				err = fmt.Errorf("it ends in %v and not in the error of the reader", got[len(got)-1].err)
			}
			if err != nil {
				return in(log[:n], fmt.Errorf("with a reader that fails %s %d bytes: %w", name, n, err))
			}
		}
	}
	got, err := s.read(&stuck{}, 0)
	if err != nil {
		return err
	}
	if last := got[len(got)-1].err; last == io.EOF || errors.Is(last, errTired) {
		return fmt.Errorf("with a reader that always returns nothing and no error it ends in %v and not in one such as io.ErrNoProgress", last)
	}
	return nil
}

// upTo checks that what was read of the first n bytes is what was read of the
// whole log: the records that are in them, with what stands behind each, and
// maybe the one that ends there.
func (s *suite[R]) upTo(got, all []outcome[R], wants []want[R], n int) error {
	got = got[:len(got)-1]
	least, most := 0, len(wants)
	if s.Wrap == nil {
		most = 0
		for i, w := range wants {
			if w.end <= n {
				most = i + 1
			}
			if w.end+max(len(s.Separator), len(s.Footer)) <= n {
				least = i + 1
			}
		}
	}
	if len(got) < least || len(got) > most {
		return fmt.Errorf("it returns %d records and not %d", len(got), most)
	}
	return match(got, all[:len(got)])
}

// truncation cuts a log off at each byte.
func (s *suite[R]) truncation() error {
	sound := s.sound()
	log, wants := s.log(sound...)
	all, err := s.text(log)
	if err != nil {
		return in(log, err)
	}
	for n := range s.steps(len(log)) {
		if err := s.cut(log, n, all, wants); err != nil {
			return in(log[:n], fmt.Errorf("cut off at byte %d of %d: %w", n, len(log), err))
		}
	}
	return nil
}

func (s *suite[R]) cut(log string, n int, all []outcome[R], wants []want[R]) error {
	got, err := s.text(log[:n])
	if err != nil {
		return err
	}
	last := got[len(got)-1]
	if !s.whole(log, n, s.sound()) {
		if !errors.Is(last.err, io.ErrUnexpectedEOF) {
			return fmt.Errorf("it ends in %v and not in io.ErrUnexpectedEOF", last.err)
		}
		return s.upTo(got, all, wants, n)
	}
	if last.err != io.EOF {
		return fmt.Errorf("it ends in %v and not in io.EOF", last.err)
	}
	if s.Wrap != nil {
		return s.upTo(got, all, wants, n)
	}
	begun, ended := 0, 0
	for _, w := range wants {
		if w.start < n {
			begun++
		}
		if w.end <= n {
			ended++
		}
	}
	// The record at the end may be damaged, but it must not vanish.
	if len(got)-1 != begun {
		return fmt.Errorf("it returns %d records and not %d", len(got)-1, begun)
	}
	return match(got[:ended], all[:ended])
}

// gzip compresses a log in several ways, and cuts it off.
func (s *suite[R]) gzip() error {
	if !s.Gzip {
		return errNotMade
	}
	log, _ := s.log(s.Records...)
	want, err := s.text(log)
	if err != nil {
		return in(log, err)
	}
	var members strings.Builder
	for line := range strings.Lines(log) {
		members.WriteString(zip(line))
	}
	for name, zipped := range map[string]string{"one member": zip(log), "a member for each line": members.String(), "gzip in gzip": zip(zip(log))} {
		for _, r := range []io.Reader{strings.NewReader(zipped), iotest.OneByteReader(strings.NewReader(zipped))} {
			if err := s.arrives(r, log, want); err != nil {
				return in(log, fmt.Errorf("%s: %w", name, err))
			}
		}
	}
	zipped := zip(log)
	for n := range s.steps(len(zipped) - 1) {
		got, err := s.read(strings.NewReader(zipped[:n]), len(log))
		if err != nil {
			return in(log, err)
		}
		end := io.ErrUnexpectedEOF
		if n == 0 {
			end = io.EOF
		}
		if last := got[len(got)-1]; !errors.Is(last.err, end) {
			return in(log, fmt.Errorf("cut off at byte %d of %d: it ends in %v and not in %v", n, len(zipped), last.err, end))
		}
		if err := match(got[:len(got)-1], want[:min(len(got)-1, len(want))]); err != nil {
			return in(log, fmt.Errorf("cut off at byte %d of %d: %w", n, len(zipped), err))
		}
	}
	got, err := s.read(strings.NewReader(zipped[:len(zipped)-8]+"\x00\x00\x00\x00"+zipped[len(zipped)-4:]), len(log))
	if err != nil {
		return in(log, err)
	}
	if last := got[len(got)-1]; last.err == io.EOF {
		return in(log, errors.New("a wrong checksum goes unnoticed"))
	}
	return nil
}

// zip returns text as one member of gzip.
func zip(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = io.WriteString(w, text)
	_ = w.Close()
	return b.String()
}

// garbage reads logs in which bytes were changed, lost and doubled.
func (s *suite[R]) garbage() error {
	log, _ := s.log(s.Records...)
	rounds := 500
	if s.short {
		rounds = 100
	}
	for seed := range rounds {
		rng := rand.New(rand.NewPCG(uint64(seed), 2))
		b := []byte(log)
		for range 1 + rng.IntN(4) {
			b = mutate(rng, b)
		}
		if err := s.stray(string(b), seed); err != nil {
			return in(string(b), err)
		}
	}
	return nil
}

// stray checks what holds for any log.
func (s *suite[R]) stray(log string, seed int) error {
	got, err := s.text(log)
	if err != nil {
		return err
	}
	end := int64(0)
	for i, o := range got {
		if o.final() && o.rec != *new(R) {
			return fmt.Errorf("with the final error %v, *rec is %+v", o.err, o.rec)
		}
		if o.end < end || o.end > int64(len(log)) {
			return fmt.Errorf("after call %d InputOffset is %d, and was %d before", i+1, o.end, end)
		}
		end = o.end
		if s.Wrap == nil && o.raw != "" && !strings.HasSuffix(log[:end], o.raw) {
			return fmt.Errorf("after call %d Raw is %q, which is not what ends at InputOffset %d", i+1, brief(o.raw), end)
		}
	}
	return s.arrives(inPieces(strings.NewReader(log), seed), log, got)
}

// mutate changes b in one way.
func mutate(rng *rand.Rand, b []byte) []byte {
	i := rng.IntN(len(b) + 1)
	j := min(len(b), i+rng.IntN(30))
	const odd = "\x00\n\r\t \"\\{}[],:#-0a\xff"
	c := odd[rng.IntN(len(odd))]
	switch out := append([]byte(nil), b[:i]...); rng.IntN(4) {
	case 0:
		return append(out, b[j:]...)
	case 1:
		return append(append(out, b[i:j]...), b[i:]...)
	case 2:
		return append(append(out, c), b[i:]...)
	default:
		return append(append(out, c), b[min(i+1, len(b)):]...)
	}
}
