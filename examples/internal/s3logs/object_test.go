package s3logs

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/awstls/awstls/examples/internal/fakes3"
	"github.com/awstls/awstls/examples/internal/logs"
)

// text is some text of n bytes, no two parts of which are the same.
func text(n int) string {
	var b strings.Builder
	for i := uint64(1); b.Len() < n; i = i*6364136223846793005 + 1442695040888963407 {
		b.WriteByte(byte(i >> 56))
	}
	return b.String()
}

// only returns the only input of a list.
func only(t *testing.T, list func(func(logs.Input) bool)) logs.Input {
	t.Helper()
	var all []logs.Input
	for in := range list {
		all = append(all, in)
	}
	if len(all) != 1 {
		t.Fatalf("%d inputs", len(all))
	}
	return all[0]
}

// readAll reads an input to its end.
func readAll(in logs.Input) (string, error) {
	r, err := in.Open()
	if err != nil {
		return "", err
	}
	defer r.Close()
	got, err := io.ReadAll(r)
	return string(got), err
}

// TestCut checks that an object is read in full through connections that break,
// without any of it twice, and that it is asked for no more than once whole.
func TestCut(t *testing.T) {
	s := fakes3.Start(t)
	want := text(3<<20 + 1)
	s.Put(t, "logs", "a", want)
	in := only(t, Of(t.Context(), []string{"s3://logs/a"}, nil, Options{}))
	s.Cut = func(n int, _ *http.Request) int { return []int{1 << 20, 300_000, 1 << 20, 0, 1}[n%5] }
	got, err := readAll(in)
	if err != nil || got != want {
		t.Fatalf("%d bytes, %v", len(got), err)
	}
	for i, get := range s.Gets() {
		if ranged := strings.Contains(get, "bytes="); ranged != (i > 0) {
			t.Errorf("request %d: %s", i, get)
		}
	}
	if len(s.Gets()) < 4 {
		t.Errorf("%q", s.Gets())
	}
}

// TestReplaced checks that the rest of another object is not taken for that of
// the one that was begun.
func TestReplaced(t *testing.T) {
	s := fakes3.Start(t)
	for name, other := range map[string]string{"as long": text(1 << 20)[1:] + "x", "shorter": "x"} {
		s.Put(t, "logs", "a", text(1<<20))
		in := only(t, Of(t.Context(), []string{"s3://logs/a"}, nil, Options{}))
		replaced := false
		s.Cut = func(int, *http.Request) int {
			if replaced {
				return -1
			}
			return 1000
		}
		r, err := in.Open()
		if err != nil {
			t.Fatal(err)
		}
		s.Put(t, "logs", "a", other)
		replaced = true
		if got, err := io.ReadAll(r); !errors.Is(err, errChanged) || string(got) != text(1 << 20)[:1000] {
			t.Errorf("%s: %d bytes, %v", name, len(got), err)
		}
		r.Close()
	}
}

// TestThrottled checks that what S3 asks to ask for again later is asked for
// again.
func TestThrottled(t *testing.T) {
	s := fakes3.Start(t)
	for _, key := range []string{"a", "b", "c", "d"} {
		s.Put(t, "logs", key, "text of "+key)
	}
	s.PageSize = 2
	s.Refuse = func(n int, _ *http.Request) (int, string) {
		if n%3 == 1 {
			return http.StatusServiceUnavailable, "SlowDown"
		}
		return 0, ""
	}
	var all []string
	for in := range Of(t.Context(), []string{"s3://logs"}, nil, Options{}) {
		got, err := readAll(in)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, got)
	}
	if got := strings.Join(all, ", "); got != "text of a, text of b, text of c, text of d" {
		t.Error(got)
	}
}

// TestRefused checks the texts of errors, which are the same each time.
func TestRefused(t *testing.T) {
	t.Setenv("AWS_MAX_ATTEMPTS", "1")
	s := fakes3.Start(t)
	s.Put(t, "logs", "a", "x")
	in := only(t, Of(t.Context(), []string{"s3://logs"}, nil, Options{}))
	for _, tt := range []struct {
		status int
		code   string
		want   string
	}{
		{403, "InvalidObjectState", "S3: InvalidObjectState: as the test asks"},
		{404, "NoSuchKey", "S3: NoSuchKey: as the test asks"},
		{503, "SlowDown", "S3: SlowDown: as the test asks"},
		{301, "PermanentRedirect", "the bucket is in eu-west-1; set AWS_REGION"},
	} {
		s.Refuse = func(int, *http.Request) (int, string) { return tt.status, tt.code }
		if _, err := in.Open(); err == nil || err.Error() != tt.want {
			t.Errorf("%v, want %s", err, tt.want)
		}
	}
}

// A lame is a store whose connections break after some bytes.
type lame struct {
	store
	text string
	part int
	etag string
	gets int
	ends error
}

func (l *lame) GetObject(_ context.Context, in *s3.GetObjectInput, _ ...func(*s3.Options)) (*s3.GetObjectOutput, error) {
	l.gets++
	at := 0
	if in.Range != nil {
		for _, digit := range strings.Trim(*in.Range, "bytes=-") {
			at = 10*at + int(digit-'0')
		}
	}
	rest := l.text[at:]
	return &s3.GetObjectOutput{
		Body:          io.NopCloser(io.MultiReader(strings.NewReader(rest[:min(l.part, len(rest))]), iotest.ErrReader(l.ends))),
		ContentLength: aws.Int64(int64(len(rest))),
		ETag:          aws.String(l.etag),
	}, nil
}

// TestGivesUp checks when no more connections are made.
func TestGivesUp(t *testing.T) {
	broken := errors.New("broken")
	for _, tt := range []struct {
		name string
		lame
		size int // how much is read
		gets int
		err  error
	}{
		{"nothing comes", lame{text: text(3 * good), etag: "e", ends: broken}, 0, maxCuts + 1, broken},
		{"little comes", lame{text: text(3 * good), part: 10, etag: "e", ends: broken}, 10 * (maxCuts + 1), maxCuts + 1, broken},
		{"it ends early", lame{text: text(3 * good), part: 10, etag: "e", ends: io.EOF}, 10 * (maxCuts + 1), maxCuts + 1, io.ErrUnexpectedEOF},
		{"much comes", lame{text: text(30 * good), part: good, etag: "e", ends: broken}, 30 * good, 30, broken}, // a wrong checksum
		{"no tag", lame{text: text(3 * good), part: 10, ends: broken}, 10, 1, broken},
		{"all comes", lame{text: text(100), part: 100, etag: "e", ends: io.EOF}, 100, 1, nil},
		{"empty", lame{etag: "e", ends: io.EOF}, 0, 1, nil},
	} {
		synctest.Test(t, func(t *testing.T) {
			start := time.Now()
			r, err := open(t.Context(), &tt.lame, "logs", "a")
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			got, err := io.ReadAll(r)
			if !errors.Is(err, tt.err) || string(got) != tt.text[:tt.size] || tt.lame.gets != tt.gets {
				t.Errorf("%s: %d bytes, %d requests, %v", tt.name, len(got), tt.lame.gets, err)
			}
			if n, again := r.Read(make([]byte, 1)); n != 0 || again != err && again != io.EOF {
				t.Errorf("%s: %d, %v after the end", tt.name, n, again)
			}
			if wait := time.Since(start); wait > 30*pause*2 {
				t.Errorf("%s: %v", tt.name, wait)
			}
		})
	}
}

// TestReadEnds checks that the reading of an object ends with its context, even
// while it waits to go on.
func TestReadEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		r, err := open(ctx, &lame{text: text(100), etag: "e", ends: io.ErrUnexpectedEOF}, "logs", "a")
		if err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(time.Millisecond, cancel)
		if _, err := io.ReadAll(r); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
		if _, err := r.Read(make([]byte, 1)); err == nil {
			t.Error("a closed reader reads")
		}
	})
}
