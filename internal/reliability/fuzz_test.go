package reliability

import (
	"bytes"
	"encoding"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/cloudfront"
	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/internal/envelope/envelopetest"
	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/parquetlog"
	"github.com/awstls/awstls/tlslog/posture"
	"github.com/awstls/awstls/tlslog/readahead"
)

// FuzzArrival reads a log with every decoder, and checks that it reads the same
// in whatever pieces the log comes, in gzip, and through a reader that reads
// ahead.
func FuzzArrival(f *testing.F) {
	all := targets()
	for _, x := range all {
		f.Add(x.log(), uint64(1))
		f.Add(x.log()[:len(x.log())/2], uint64(2))
	}
	f.Fuzz(func(t *testing.T, log string, seed uint64) {
		inPieces := func() io.Reader { // each with a generator of its own: one reads on another goroutine
			return &pieces{newGenerator(seed), strings.NewReader(log), 1 + int(seed%100)}
		}
		zipped := envelopetest.Gzip(log)
		for _, x := range all {
			want := x.read(t, strings.NewReader(log), 0)
			for how, r := range map[string]io.Reader{
				"pieces":       inPieces(),
				"gzip":         strings.NewReader(zipped),
				"read ahead":   readahead.NewReader(inPieces()),
				"gzip, behind": readahead.NewReader(strings.NewReader(zipped)),
			} {
				if strings.HasPrefix(log, "\x1f") && how != "pieces" {
					continue // one layer more of gzip can be one too many
				}
				got := x.read(t, r, 0)
				if len(got.sound) != len(want.sound) || got.damaged != want.damaged || got.told() != want.told() || !got.startsWith(want, len(want.sound)) {
					t.Errorf("%s, %s: %d records, %d damaged, %v; at once %d, %d, %v", x.name, how, len(got.sound), got.damaged, got.final, len(want.sound), want.damaged, want.final)
				}
			}
		}
	})
}

// FuzzReadahead compares what a reader that reads ahead gives with what there
// is, and its gzip with encoding/gzip's.
func FuzzReadahead(f *testing.F) {
	f.Add("text", uint64(1))
	f.Add("\x1f\x8b", uint64(2))
	f.Add(strings.Repeat("0123456789", 100_000), uint64(3))
	f.Fuzz(func(t *testing.T, text string, seed uint64) {
		g := newGenerator(seed)
		for _, log := range []string{text, envelopetest.Gzip(text)} {
			if log == text && strings.HasPrefix(text, "\x1f\x8b\x08") {
				continue // it is gzip, perhaps
			}
			got, err := io.ReadAll(readahead.NewReader(&pieces{g, strings.NewReader(log), 1 + g.IntN(1000)}))
			if string(got) != text || err != nil {
				t.Errorf("%d bytes of %d, %v", len(got), len(text), err)
			}
		}
	})
}

// FuzzEventJSON checks that an event is the same after a trip through JSON.
func FuzzEventJSON(f *testing.F) {
	for seed := range uint64(100) {
		b, _ := json.Marshal(eventKind.random(newGenerator(seed)))
		f.Add(string(b))
	}
	f.Add(`{"version":"0x7f1c","cipher_suite":"TLS_UNKNOWN","handshake_duration":-1,"evidence":"x","time":"2026-01-01T00:00:00+01:00","client_ip":"::ffff:1.2.3.4"}`)
	f.Fuzz(func(t *testing.T, text string) {
		var e, back tlslog.Event
		if json.Unmarshal([]byte(text), &e) != nil {
			return
		}
		e.Time = e.Time.UTC()
		e.Certificate.Validity.NotBefore, e.Certificate.Validity.NotAfter = e.Certificate.Validity.NotBefore.UTC(), e.Certificate.Validity.NotAfter.UTC()
		b, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(b, &back); err != nil || back != e {
			t.Errorf("%v: %s gives %+v, not %+v", err, b, back, e)
		}
	})
}

// FuzzUnmarshalJSON compares what encoding/json has a record read from an
// object with what a decoder reads from it.
func FuzzUnmarshalJSON(f *testing.F) {
	for _, x := range targets() {
		if x.json {
			f.Add(x.records[0])
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		if json.Valid([]byte(text)) && strings.HasPrefix(strings.TrimLeft(text, " \t\r\n"), "{") {
			sameJSON(t, text, alb.NewDecoder, alb.Record.Canonical)
			sameJSON(t, text, cloudfront.NewDecoder, cloudfront.Record.Canonical)
		}
	})
}

func sameJSON[R comparable, D tlslog.Decoder[R]](t *testing.T, text string, newDecoder func(io.Reader) D, canonical func(R) R) {
	var got, want R
	if err := newDecoder(strings.NewReader(text)).Decode(&want); err != nil {
		return // it may be an envelope, or of another log
	}
	if err := json.Unmarshal([]byte(text), &got); err != nil || canonical(got) != canonical(want) {
		t.Errorf("%T: %v, %+v, and the decoder reads %+v", got, err, got, want)
	}
}

// FuzzPartitions writes events into a folder, in files of few rows, and reads
// them back.
func FuzzPartitions(f *testing.F) {
	f.Add(uint64(1), uint8(1), uint8(1))
	f.Add(uint64(2), uint8(50), uint8(3))
	f.Fuzz(func(t *testing.T, seed uint64, n, rows uint8) {
		g, folder := newGenerator(seed), t.TempDir()
		p := parquetlog.NewPartitions[tlslog.Event](folder)
		p.RowGroupRows, p.MaxFileBytes, p.MaxOpenFiles = int64(rows), 1, 1+int(rows%4)
		left := make(map[tlslog.Event]int)
		for range n % 16 { // each can be a file, which is written through to the disk
			e := eventKind.random(g)
			if err := p.Write(&e); err == nil {
				left[e]++
			}
		}
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
		err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			b, err := os.ReadFile(name)
			for e, err := range parquetlog.NewDecoder[tlslog.Event](bytes.NewReader(b), int64(len(b))).All() {
				if left[e]--; err != nil || left[e] < 0 {
					t.Errorf("%s: %v, %+v", name, err, e)
				}
			}
			return err
		})
		for e, n := range left {
			if n != 0 || err != nil {
				t.Errorf("%v: %d times too few: %+v", err, n, e)
			}
		}
	})
}

// FuzzAlertFromEvent checks that the event of an alert record is the same after
// a trip through another one, as FuzzTrips does for the other records.
func FuzzAlertFromEvent(f *testing.F) {
	g := newGenerator(1)
	for range 100 {
		f.Add(record(g, alertKind.unit, alertKind.repair).record.String())
	}
	f.Fuzz(func(t *testing.T, text string) {
		if rec, err := networkfirewall.ParseAlertRecord(text); err == nil {
			thereAndBack(t, rec, networkfirewall.AlertFromEvent)
		}
	})
}

// FuzzWords checks of all enumerations that a text is taken exactly if it is
// one that is given, and that each value comes back from its text.
func FuzzWords(f *testing.F) {
	for _, w := range []string{"", "alb", "success", "failure", "tls 1.2", "logged", "client", "none", "post", "certificate_expired", "no_sni", "outdated", "day", "hour", "kinesis", "0x0304", "Reason(7)"} {
		f.Add(w)
	}
	f.Fuzz(func(t *testing.T, text string) {
		word[tlslog.Source](t, text)
		word[tlslog.Envelope](t, text)
		word[tlslog.Evidence](t, text)
		word[tlslog.Holder](t, text)
		word[tlslog.Reason](t, text)
		word[tlslog.Result](t, text)
		word[networkfirewall.ErrorKind](t, text)
		word[posture.Step](t, text)
	})
}

func word[W interface {
	comparable
	encoding.TextMarshaler
	encoding.TextAppender
}, P interface {
	*W
	encoding.TextUnmarshaler
}](t *testing.T, text string) {
	var w W
	if P(&w).UnmarshalText([]byte(text)) != nil {
		if w != *new(W) {
			t.Errorf("%T: %q is refused and leaves %v", w, text, w)
		}
		return
	}
	b, err := w.MarshalText()
	appended, appendErr := w.AppendText([]byte("x"))
	if err != nil || string(b) != text || appendErr != nil || string(appended) != "x"+text {
		t.Errorf("%T: %q becomes %q, %q, %v, %v", w, text, b, appended, err, appendErr)
	}
}

// FuzzRawJSON compares the methods of free-form JSON with encoding/json.
func FuzzRawJSON(f *testing.F) {
	for _, text := range []string{`{"a":1,"a":{"b":[null]},"\u0061":"x"}`, `"text \ud83d\ude00 \ud800"`, "\"\xce\"", "null", " [1] ", "1e999", "{", `{"a"}`, ""} {
		f.Add(text, "a")
	}
	f.Fuzz(func(t *testing.T, text, name string) {
		j := cloudtrail.RawJSON(text)
		var got, want any
		gotErr := j.Decode(&got)
		wantErr := json.Unmarshal([]byte(text), &want)
		if text != "" && (gotErr == nil) != (wantErr == nil) {
			t.Errorf("Decode: %v, want %v", gotErr, wantErr)
		}
		if !json.Valid([]byte(text)) {
			_, _, _ = j.Member(name), j.IsNull(), j.String()
			_, _ = j.Text()
			return
		}
		if j.IsNull() != (text == "null") { // a RawJSON has no white space around it
			t.Errorf("IsNull: %v", j.IsNull())
		}
		var members map[string]json.RawMessage
		_ = json.Unmarshal([]byte(text), &members)
		if got := j.Member(name); string(got) != string(members[name]) {
			t.Errorf("Member: %q, want %q", got, members[name])
		}
		var s *string
		if json.Unmarshal([]byte(text), &s) != nil {
			s = nil
		}
		// Bytes that are not valid UTF-8 stay as they are.
		if got, ok := j.Text(); ok != (s != nil) || ok && got != *s && utf8.ValidString(text) {
			t.Errorf("Text: %q, %v", got, ok)
		}
		var back struct{ J cloudtrail.RawJSON }
		b, err := json.Marshal(struct{ J cloudtrail.RawJSON }{j})
		if err == nil {
			err = json.Unmarshal(b, &back)
		}
		if err != nil {
			t.Errorf("as JSON: %v", err)
		}
	})
}

// FuzzEventVersion compares versions with a slow reading of them.
func FuzzEventVersion(f *testing.F) {
	for _, v := range []string{"1.11", "1.09", "1.9", "1.10", "01.1", "1", "1.", ".1", "1.1.1", "-1.1", "+1.1", "", "18446744073709551615.0", "18446744073709551616.0"} {
		f.Add(v, "1.10")
	}
	slow := func(s string) (major, minor uint64, ok bool) {
		a, b, ok := strings.Cut(s, ".")
		if !ok || strings.Trim(a+b, "0123456789") != "" {
			return 0, 0, false
		}
		major, err := strconv.ParseUint(a, 10, 64)
		minor, err2 := strconv.ParseUint(b, 10, 64)
		if err != nil || err2 != nil {
			return 0, 0, false
		}
		return major, minor, true
	}
	f.Fuzz(func(t *testing.T, v, w string) {
		a, b, ok := cloudtrail.EventVersion(v).Numbers()
		if wantA, wantB, want := slow(v); a != wantA || b != wantB || ok != want {
			t.Errorf("%q: %d, %d, %v", v, a, b, ok)
		}
		if got, back := cloudtrail.EventVersion(v).Compare(cloudtrail.EventVersion(w)), cloudtrail.EventVersion(w).Compare(cloudtrail.EventVersion(v)); got != -back {
			t.Errorf("%q and %q: %d, %d", v, w, got, back)
		}
	})
}

// FuzzRow checks that the JSON of a posture's row is read back as it was.
func FuzzRow(f *testing.F) {
	f.Add(`{"version":"TLS 1.2","count":7}`)
	f.Add(`{"events":1,"first":"2026-01-01T00:00:00Z"}`)
	f.Fuzz(func(t *testing.T, text string) {
		row[posture.Row[posture.ProtocolShare]](t, text)
		row[posture.Row[posture.Cipher]](t, text)
		row[posture.Row[posture.Client]](t, text)
		row[posture.Row[posture.Failure]](t, text)
	})
}

func row[R any](t *testing.T, text string) {
	var r, back R
	if json.Unmarshal([]byte(text), &r) != nil {
		return
	}
	b, err := json.Marshal(r)
	if err != nil {
		return // such as a time out of range
	}
	again := b
	if err = json.Unmarshal(b, &back); err == nil {
		again, err = json.Marshal(back)
	}
	if err != nil || string(again) != string(b) {
		t.Errorf("%T: %s becomes %s, %v", r, b, again, err)
	}
}
