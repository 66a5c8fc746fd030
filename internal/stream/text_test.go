package stream

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"
	"testing"
	"unsafe"
)

// TestResetText reads a part of another log where it lies.
func TestResetText(t *testing.T) {
	const text = "ab\ncd"
	var r Reader
	r.Reset(strings.NewReader("another"))
	_ = r.More()
	r.ResetText(text, 10, 3)
	if w := r.Window(); w != text || unsafe.StringData(w) != unsafe.StringData(text) || r.Offset() != 10 || r.LineNumber() != 3 {
		t.Errorf("%q at byte %d, line %d", w, r.Offset(), r.LineNumber())
	}
	for _, want := range []Line{{"ab", 10, 3, true}, {"cd", 13, 4, false}} {
		if got, err := r.Line(100); got != want || err != nil {
			t.Errorf("%+v, %v, want %+v", got, err, want)
		}
	}
	if err := r.More(); err != io.EOF || r.Err() != io.EOF {
		t.Error(err)
	}
	r.ResetText("", 0, 1)
	if _, err := r.Line(100); err != io.EOF {
		t.Error(err)
	}
}

// TestLimit counts what all layers of gzip give.
func TestLimit(t *testing.T) {
	zip := func(b []byte) []byte {
		var z bytes.Buffer
		w := gzip.NewWriter(&z)
		_, _ = w.Write(b)
		_ = w.Close()
		return z.Bytes()
	}
	inner := zip(bytes.Repeat([]byte("a"), 1000))
	outer := zip(inner)
	all := int64(1000 + len(inner))
	var r Reader
	for room, want := range map[int64]error{all: io.EOF, all - 1: ErrRoom, 999: ErrRoom, 0: ErrRoom} {
		r.Reset(bytes.NewReader(outer))
		r.Limit(&room)
		var err error
		for err == nil {
			err = r.More()
		}
		if !errors.Is(err, want) || want == io.EOF && room != 0 {
			t.Errorf("%v, %d left, want %v", err, room, want)
		}
	}
	r.Reset(bytes.NewReader(outer)) // the limit holds for one log
	for r.More() == nil {
	}
	if len(r.Window()) != 1000 || r.Err() != io.EOF {
		t.Errorf("%d bytes, %v", len(r.Window()), r.Err())
	}
}
