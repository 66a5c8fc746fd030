package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"testing"
	"time"
)

// TestMain makes the test program the function itself where a test has started
// it as that.
func TestMain(m *testing.M) {
	if os.Getenv("AWS_LAMBDA_RUNTIME_API") != "" {
		main()
	}
	os.Exit(m.Run())
}

// TestFunction runs the function as Lambda does: it asks the Runtime API for
// an event and sends its answer there.
func TestFunction(t *testing.T) {
	b := newBench(t, "stdout", "event")
	b.put(t, albKey, albLog)
	type post struct{ path, body string }
	posts := make(chan post, 1)
	events := make(chan []byte, 1)
	const api = "/2018-06-01/runtime/invocation/"
	runtime := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			body, _ := io.ReadAll(r.Body)
			posts <- post{r.URL.Path, string(body)}
			w.WriteHeader(http.StatusAccepted)
			return
		}
		select {
		case event := <-events:
			w.Header().Set("Lambda-Runtime-Aws-Request-Id", "request-1")
			w.Header().Set("Lambda-Runtime-Deadline-Ms", fmt.Sprint(time.Now().Add(time.Minute).UnixMilli()))
			_, _ = w.Write(event)
		case <-r.Context().Done():
		}
	}))
	defer runtime.Close()
	defer runtime.CloseClientConnections()

	var stdout, stderr bytes.Buffer
	function := exec.CommandContext(t.Context(), os.Args[0])
	function.Env = append(os.Environ(), "AWS_LAMBDA_RUNTIME_API="+runtime.Listener.Addr().String())
	function.Stdout, function.Stderr = &stdout, &stderr
	if err := function.Start(); err != nil {
		t.Fatal(err)
	}
	stop := func() { _ = function.Process.Kill(); _ = function.Wait() }
	defer stop()
	for _, tt := range []struct{ event, path, body string }{
		{"s3_put", api + "request-1/response", "null"},
		{"kinesis", api + "request-1/response", `{"batchItemFailures":[]}`},
		{"sqs_fifo", api + "request-1/response", `{"batchItemFailures":[{"itemIdentifier":"059f36b4-87a3-44ab-83d2-661975000001"},{"itemIdentifier":"059f36b4-87a3-44ab-83d2-661975000002"}]}`},
	} {
		events <- read(t, tt.event)
		select {
		case got := <-posts:
			if got.path != tt.path || string(bytes.TrimSpace([]byte(got.body))) != tt.body {
				t.Errorf("%s: %s %s", tt.event, got.path, got.body)
			}
		case <-time.After(30 * time.Second):
			stop()
			t.Fatalf("%s: no answer; %s", tt.event, stderr.String())
		}
	}
	stop()
	if got, want := ids(t, stdout.String()), "TID_0 TID_1 TID_0 TID_1 egress TID_0 TID_1"; got != want {
		t.Errorf("on stdout %q, want %q", got, want)
	}
}
