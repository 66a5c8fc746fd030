package envelope

import (
	"io"
	"strings"
	"testing"

	"github.com/awstls/awstls/internal/jsonlog"
	"github.com/awstls/awstls/internal/jsonscan"
)

// TestShare has two decoders read one log by turns.
func TestShare(t *testing.T) {
	var whole, first, second Reader
	whole.Reset(strings.NewReader("{\"a\":1}\nline\n{\"b\":2}" + `{"logGroup":"g","messageType":"DATA_MESSAGE","logEvents":[{"message":"{\"c\":3}"}]}`))
	first.Reset(whole.Share())
	second.Reset(whole.Share())
	record := func(*jsonscan.Scanner) jsonlog.Verdict { return jsonlog.Record }
	next := func(r *Reader) string {
		it, err := r.Next(1<<10, record)
		if err != nil {
			return err.Error()
		}
		if r.Open(it) {
			_, err := r.Next(1<<10, record) // for which it has no turn
			return "opened, " + err.Error()
		}
		return it.Text
	}
	turn := ErrTurn.Error()
	for i, step := range []struct {
		give bool
		r    *Reader
		want string
	}{
		{false, &first, turn},
		{true, &first, `{"a":1}`},
		{false, &first, turn},
		{false, &second, turn},
	} {
		if step.give {
			whole.GiveTurn()
		}
		if got := next(step.r); got != step.want {
			t.Errorf("%d: %q, want %q", i, got, step.want)
		}
	}
	if _, err := whole.Log().Peek(); err != nil {
		t.Fatal(err)
	}
	if err := second.Turn(); err != ErrTurn {
		t.Errorf("a line without a turn: %v", err)
	}
	whole.GiveTurn()
	if err := second.Turn(); err != nil {
		t.Errorf("a line: %v", err)
	}
	if line, err := second.Log().Stream().Line(1 << 10); line.Text != "line" || err != nil {
		t.Errorf("%q, %v", line.Text, err)
	}
	whole.GiveTurn()
	if got := next(&first); got != `{"b":2}` {
		t.Error(got)
	}
	whole.GiveTurn()
	if got := next(&second); got != "opened, "+turn || !whole.InMessage() || !first.InMessage() {
		t.Error(got)
	}
	for {
		_, err := whole.Log().Peek()
		if err == nil {
			break
		}
		if err = whole.End(err); err != ErrMoved {
			t.Fatal(err)
		}
	}
	whole.GiveTurn()
	if got := next(&first); got != `{"c":3}` || second.Origin().LogGroup != "g" {
		t.Errorf("%q, %+v", got, second.Origin())
	}
	first.Reset(strings.NewReader(`{"own":1}`))
	if got := next(&first); got != `{"own":1}` {
		t.Errorf("a log of its own: %q", got)
	}
	if _, err := whole.Share().Read(nil); err != io.EOF {
		t.Error(err)
	}
}
