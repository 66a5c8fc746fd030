package vended

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

func TestSource(t *testing.T) {
	broken := errors.New("broken")
	for _, read := range []int{0, 1, 5, 10, 20} {
		for _, again := range []bool{false, true} {
			s := source{src: iotest.DataErrReader(io.MultiReader(strings.NewReader("0123456789"), iotest.ErrReader(broken)))}
			head := make([]byte, read)
			n, err := io.ReadFull(&s, head)
			if read <= 10 && n != read || read > 10 && err != broken {
				t.Fatalf("%d bytes and %v", n, err)
			}
			want := "0123456789"[n:]
			if again {
				s.again()
				want = "0123456789"
			} else {
				s.goOn()
			}
			rest, err := io.ReadAll(iotest.OneByteReader(&s))
			if string(rest) != want || err != broken {
				t.Errorf("after %d bytes, again %v: %q, %v", n, again, rest, err)
			}
		}
	}
}
