// Package fakes3 is an Amazon S3 for tests, on this machine, that can be told to
// misbehave.
package fakes3

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

// A Server is an S3. Its fields are set before it is used.
type Server struct {
	// PageSize is how many entries a list has at most, or 0 for a thousand.
	PageSize int

	// Refuse returns the status and the code of the error to answer a request
	// with, or 0. The number of the request counts from 1. An error says that
	// the bucket is in eu-west-1.
	Refuse func(n int, r *http.Request) (status int, code string)

	// Cut returns after how many bytes of an object the connection breaks, or
	// -1 if it does not.
	Cut func(n int, r *http.Request) int

	backend *s3mem.Backend
	inner   http.Handler

	mu    sync.Mutex
	n     int
	lists []string // the prefixes of lists
	gets  []string // the keys of objects, with what range was asked for
}

// Start starts a server, and sets the environment so that the SDK finds it.
func Start(t testing.TB) *Server {
	t.Helper()
	s := &Server{backend: s3mem.New()}
	s.inner = gofakes3.New(s.backend).Server()
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	for name, value := range map[string]string{
		"AWS_ENDPOINT_URL": server.URL, "AWS_REGION": "eu-central-1", "AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "secret",
		"AWS_CONFIG_FILE": os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull,
	} {
		t.Setenv(name, value)
	}
	return s
}

// Put makes an object, and its bucket if there is none.
func (s *Server) Put(t testing.TB, bucket, key, text string) {
	t.Helper()
	_ = s.backend.CreateBucket(bucket)
	if _, err := s.backend.PutObject(bucket, key, nil, strings.NewReader(text), int64(len(text)), nil); err != nil {
		t.Fatal(err)
	}
}

// Lists returns the prefixes that were listed, once for each page.
func (s *Server) Lists() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lists
}

// Gets returns the keys of objects that were read, with the range behind them
// if one was asked for.
func (s *Server) Gets() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.gets
}

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n := s.count(r)
	if s.Refuse != nil {
		if status, code := s.Refuse(n, r); status != 0 {
			w.Header().Set("Content-Type", "application/xml")
			w.Header().Set("X-Amz-Bucket-Region", "eu-west-1")
			w.WriteHeader(status)
			_, _ = io.WriteString(w, "<Error><Code>"+code+"</Code><Message>as the test asks</Message></Error>")
			return
		}
	}
	if s.PageSize > 0 && IsList(r) {
		q := r.URL.Query()
		q.Set("max-keys", strconv.Itoa(s.PageSize))
		r.URL.RawQuery = q.Encode()
	}
	left := -1
	if s.Cut != nil && !IsList(r) {
		left = s.Cut(n, r)
	}
	s.inner.ServeHTTP(&writer{ResponseWriter: w, match: r.Header.Get("If-Match"), left: left}, r)
}

// IsList reports whether a request is for a list.
func IsList(r *http.Request) bool { return r.URL.Query().Has("list-type") }

// count counts a request.
func (s *Server) count(r *http.Request) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.n++
	if IsList(r) {
		s.lists = append(s.lists, r.URL.Query().Get("prefix"))
	} else if r.Method == http.MethodGet {
		_, key, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		s.gets = append(s.gets, strings.TrimSpace(key+" "+r.Header.Get("Range")))
	}
	return s.n
}

// A writer writes an answer until it is cut off. It knows If-Match, which the
// server behind it does not.
type writer struct {
	http.ResponseWriter
	match   string
	left    int
	begun   bool
	refused bool
}

func (w *writer) WriteHeader(status int) {
	if w.begun {
		return
	}
	w.begun = true
	if etag := w.Header().Get("ETag"); w.match != "" && etag != "" && etag != w.match {
		w.refused = true
		w.Header().Del("Content-Length")
		status = http.StatusPreconditionFailed
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *writer) Write(p []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	switch {
	case w.refused:
		return len(p), nil
	case w.left < 0:
		return w.ResponseWriter.Write(p)
	}
	n, _ := w.ResponseWriter.Write(p[:min(w.left, len(p))])
	if w.left -= n; w.left == 0 {
		_ = http.NewResponseController(w.ResponseWriter).Flush()
		panic(http.ErrAbortHandler)
	}
	return n, nil
}
