package field

import (
	"math"
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

var epochTests = []struct {
	text    string
	millis  string // as a time in RFC 3339, "" if it is refused
	seconds string
}{
	{"1731620046814", "2024-11-14T21:34:06.814Z", ""},
	{"1719943304", "1970-01-20T21:45:43.304Z", "2024-07-02T18:01:44Z"},
	{"0", "1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"},
	{"1", "1970-01-01T00:00:00.001Z", "1970-01-01T00:00:01Z"},
	{"-1", "1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59Z"},
	{"-1000", "1969-12-31T23:59:59Z", "1969-12-31T23:43:20Z"},
	{"-0", "1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"},
	{"0001719943304", "1970-01-20T21:45:43.304Z", "2024-07-02T18:01:44Z"},
	{"-007", "1969-12-31T23:59:59.993Z", "1969-12-31T23:59:53Z"},
	{"00000000000000000000000001", "1970-01-01T00:00:00.001Z", "1970-01-01T00:00:01Z"},

	// Fractions.
	{"1719943304.000", "", "2024-07-02T18:01:44Z"},
	{"1719943304.5", "", "2024-07-02T18:01:44.5Z"},
	{"1719943304.412778", "", "2024-07-02T18:01:44.412778Z"},
	{"1719943304.999999999", "", "2024-07-02T18:01:44.999999999Z"},
	{"1719943304.9999999990", "", ""},
	{"-0.5", "", "1969-12-31T23:59:59.5Z"},
	{"-0.0", "", "1970-01-01T00:00:00Z"},
	{"-1.999999999", "", "1969-12-31T23:59:58.000000001Z"},
	{"0.000000001", "", "1970-01-01T00:00:00.000000001Z"},
	{"1719943304.", "", ""},
	{".5", "", ""},
	{"-.5", "", ""},
	{"1.-5", "", ""},
	{"1.5.5", "", ""},

	// The ends of the range.
	{"253402300799", "1978-01-11T21:31:40.799Z", "9999-12-31T23:59:59Z"},
	{"253402300799.999999999", "", "9999-12-31T23:59:59.999999999Z"},
	{"253402300800", "1978-01-11T21:31:40.8Z", ""},
	{"253402300799999", "9999-12-31T23:59:59.999Z", ""},
	{"253402300800000", "", ""},
	{"-62167219200", "1968-01-12T11:19:40.8Z", "0000-01-01T00:00:00Z"},
	{"-62167219200.000000001", "", ""},
	{"-62167219201", "1968-01-12T11:19:40.799Z", ""},
	{"-62167219200000", "0000-01-01T00:00:00Z", ""},
	{"-62167219200001", "", ""},
	{"-62135596800", "1968-01-12T20:06:43.2Z", "0001-01-01T00:00:00Z"}, // the zero time.Time
	{"9223372036854775807", "", ""},
	{"9223372036854775808", "", ""},
	{"-9223372036854775808", "", ""},
	{"18446744073709551615", "", ""},
	{"18446744073709551616", "", ""},
	{"18446744073709551616.5", "", ""},
	{"100000000000000000000000000", "", ""},

	// Other ways to write a number.
	{"1.71994330441E9", "", ""},
	{"17e8", "", ""},
	{"+1", "", ""},
	{"--1", "", ""},
	{"1-", "", ""},
	{" 1", "", ""},
	{"1 ", "", ""},
	{"1_000", "", ""},
	{"1,5", "", ""},
	{"0x10", "", ""},
	{"-", "", ""},
	{"", "", ""},
}

func epochTexts() []string {
	var s []string
	for _, test := range epochTests {
		s = append(s, test.text)
	}
	return s
}

// epochOracle reads numbers of the given form, of so many nanoseconds.
func epochOracle(form string, unit int64) func(s string) (time.Time, bool) {
	re := regexp.MustCompile(form)
	return func(s string) (time.Time, bool) {
		if !re.MatchString(s) {
			return time.Time{}, false
		}
		r, _ := new(big.Rat).SetString(s)
		r.Mul(r, new(big.Rat).SetInt64(unit))
		sec, nsec := new(big.Int).DivMod(r.Num(), big.NewInt(1e9), new(big.Int))
		if !r.IsInt() || !sec.IsInt64() || sec.Int64() > math.MaxInt64/2 || sec.Int64() < math.MinInt64/2 {
			return time.Time{}, false
		}
		t := time.Unix(sec.Int64(), nsec.Int64()).UTC()
		if t.Year() < 0 || t.Year() > 9999 {
			return time.Time{}, false
		}
		return t, true
	}
}

var (
	epochMillisKind = kind[time.Time]{
		read:      EpochMillis,
		oracle:    epochOracle(`^-?\d+$`, 1e6),
		write:     AppendEpochMillis,
		canonical: CanonicalEpochMillis,
	}
	epochSecondsKind = kind[time.Time]{
		read:      EpochSeconds,
		oracle:    epochOracle(`^-?\d+(\.\d{1,9})?$`, 1e9),
		write:     AppendEpochSeconds,
		canonical: CanonicalEpochSeconds,
	}
)

func TestEpoch(t *testing.T) {
	for _, test := range epochTests {
		if v, ok := EpochMillis(test.text); ok != (test.millis != "") || ok && v.Format(time.RFC3339Nano) != test.millis {
			t.Errorf("EpochMillis(%q) = %v, %t, want %s", test.text, v, ok, test.millis)
		}
		if v, ok := EpochSeconds(test.text); ok != (test.seconds != "") || ok && v.Format(time.RFC3339Nano) != test.seconds {
			t.Errorf("EpochSeconds(%q) = %v, %t, want %s", test.text, v, ok, test.seconds)
		}
	}
	epochMillisKind.checkAll(t, epochTexts())
	epochSecondsKind.checkAll(t, epochTexts())
}

// checkAppendEpoch checks what is written against math/big.
func checkAppendEpoch(t *testing.T, v time.Time) {
	t.Helper()
	nanos := new(big.Int).Mul(big.NewInt(v.Unix()), big.NewInt(1e9))
	nanos.Add(nanos, big.NewInt(int64(v.Nanosecond())))

	want := new(big.Rat).SetFrac(nanos, big.NewInt(1e9)).FloatString(9)
	want = strings.TrimSuffix(strings.TrimRight(want, "0"), ".")
	if got := string(AppendEpochSeconds(nil, v)); got != want {
		t.Fatalf("AppendEpochSeconds(%v) = %q, want %q", v, got, want)
	}

	millis := nanos.Div(nanos, big.NewInt(1e6)) // towards the past
	if !millis.IsInt64() {
		return
	}
	if got := string(AppendEpochMillis(nil, v)); got != millis.String() {
		t.Fatalf("AppendEpochMillis(%v) = %q, want %v", v, got, millis)
	}
}

func TestAppendEpoch(t *testing.T) {
	for _, test := range epochTests {
		if v, ok := EpochSeconds(test.text); ok {
			checkAppendEpoch(t, v)
		}
	}
	checkAppendEpoch(t, time.Time{})
	checkAppendEpoch(t, time.Unix(math.MaxInt64/2, 1))
	checkAppendEpoch(t, time.Unix(math.MinInt64/2, 1))
}

func TestEpochAllocs(t *testing.T) {
	epochMillisKind.checkAllocs(t, epochTexts())
	epochSecondsKind.checkAllocs(t, epochTexts())
}

func FuzzEpoch(f *testing.F) {
	for _, s := range epochTexts() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > maxFuzz {
			t.Skip()
		}
		epochMillisKind.check(t, s)
		epochSecondsKind.check(t, s)
	})
}

func FuzzAppendEpoch(f *testing.F) {
	for _, test := range epochTests {
		if v, ok := EpochSeconds(test.text); ok {
			f.Add(v.Unix(), int64(v.Nanosecond()))
		}
	}
	f.Fuzz(func(t *testing.T, sec, nsec int64) {
		checkAppendEpoch(t, time.Unix(sec/2, nsec)) // half, so that nothing overflows in package time
	})
}

func BenchmarkEpochMillis(b *testing.B) {
	r := benchRand()
	values := benchTexts(func() string { return strconv.FormatInt(1.6e12+r.Int64N(2e11), 10) })
	benchRead(b, "field", values, EpochMillis)
	benchRead(b, "std", values, func(s string) (time.Time, bool) {
		n, err := strconv.ParseInt(s, 10, 64)
		return time.UnixMilli(n).UTC(), err == nil
	})
	benchCanonical(b, "canonical", values, CanonicalEpochMillis)
}

func BenchmarkEpochSeconds(b *testing.B) {
	r := benchRand()
	values := benchTexts(func() string { return strconv.FormatInt(1.6e9+r.Int64N(2e8), 10) })
	benchRead(b, "field", values, EpochSeconds)
	benchRead(b, "std", values, func(s string) (time.Time, bool) {
		n, err := strconv.ParseInt(s, 10, 64)
		return time.Unix(n, 0).UTC(), err == nil
	})
}
