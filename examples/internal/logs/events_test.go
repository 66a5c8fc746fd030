package logs

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/awstls/awstls/tlslog"
)

// input returns an input that counts how often it is open.
func input(name, text string, open *int) Input {
	return Input{Name: name, Open: func() (io.ReadCloser, error) {
		*open++
		return &closer{strings.NewReader(text), open}, nil
	}}
}

type closer struct {
	io.Reader
	open *int
}

func (c *closer) Close() error { *c.open--; return nil }

func TestEvents(t *testing.T) {
	const (
		sound   = `2026-09-23T07:11:27.691358Z 192.0.2.10 64326 443 TLSv1.3 TLS_AES_128_GCM_SHA256 0.036 "-" - - Success TID_01` + "\n"
		damaged = `2026-09-23T07:11:27.691358Z 192.0.2.x 64326 443 TLSv1.3 TLS_AES_128_GCM_SHA256 0.036 "-" - - Success TID_02` + "\n"
		cut     = `{"Records":[`
	)
	open := 0
	inputs := []Input{
		input("a", sound+damaged+sound, &open),
		failed("b", errors.New("absent")),
		input("c", cut, &open),
		input("d", sound, &open),
		input("e", "hello\nhello\n", &open),
		input("f", "hello\n"+sound, &open),
	}
	var got []string
	for e, err := range Events(inputs) {
		if open > 1 {
			t.Errorf("%d inputs are open at once", open)
		}
		what := e.ID
		if err != nil {
			name, _, _ := strings.Cut(err.Error(), ": ")
			_, goesOn := errors.AsType[*tlslog.ParseError](err)
			what += fmt.Sprint(" ", name, " ", goesOn)
		}
		got = append(got, what)
	}
	want := []string{"TID_01", "TID_02 a true", "TID_01", " b false", " c false", "TID_01", " e false", "TID_01", " f true"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for range Events(inputs) {
		break
	}
	if open != 0 {
		t.Errorf("%d inputs are left open", open)
	}
}
