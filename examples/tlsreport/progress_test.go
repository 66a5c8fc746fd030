package main

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/awstls/awstls/examples/internal/logs"
)

func TestProgress(t *testing.T) {
	var out bytes.Buffer
	synctest.Test(t, func(t *testing.T) {
		p := startProgress(&out, []logs.Input{{Name: "a", Size: 1000}, {Name: "b", Size: 1000}}, time.Second)
		_, _ = io.Copy(io.Discard, p.reader(strings.NewReader(strings.Repeat("x", 500))))
		p.addRecords(2000)
		p.addInput()
		time.Sleep(2500 * time.Millisecond)
		_, _ = io.Copy(io.Discard, p.reader(strings.NewReader(strings.Repeat("x", 5000)))) // the file has grown
		time.Sleep(time.Second)
		p.finish()
	})
	for _, want := range []string{"1 of 2 inputs", "2,000 records (1,000/s)", "25%", "500 B/2.0 kB"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in %q", want, out.String())
		}
	}
	if strings.Contains(out.String(), "\n") || !strings.HasSuffix(out.String(), "\r") {
		t.Errorf("left on the terminal: %q", out.String()[max(out.Len()-100, 0):])
	}
}

// TestNoProgress checks that there is no progress where nobody sees it.
func TestNoProgress(t *testing.T) {
	p := newProgress(new(bytes.Buffer), nil)
	if p != nil {
		t.Fatal("a progress on a buffer")
	}
	p.addInput()
	p.addRecords(1)
	if r := io.Reader(new(bytes.Buffer)); p.reader(r) != r {
		t.Error("the reader is another")
	}
	p.finish()
}
