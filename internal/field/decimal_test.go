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

var decimalTests = []struct {
	text    string
	seconds time.Duration // -1 if it is refused
	millis  time.Duration
}{
	// As AWS writes it.
	{"4.036", 4036 * time.Millisecond, 4036 * time.Microsecond},
	{"0.057", 57 * time.Millisecond, 57 * time.Microsecond},
	{"0.000", 0, 0},
	{"12.345", 12345 * time.Millisecond, 12345 * time.Microsecond},
	{"153", 153 * time.Second, 153 * time.Millisecond},

	{"0", 0, 0},
	{"1", time.Second, time.Millisecond},
	{"1.5", 1500 * time.Millisecond, 1500 * time.Microsecond},
	{"1.50", 1500 * time.Millisecond, 1500 * time.Microsecond},
	{"1.500", 1500 * time.Millisecond, 1500 * time.Microsecond},
	{"1.5000", 1500 * time.Millisecond, 1500 * time.Microsecond},
	{"1.5001", 1500100 * time.Microsecond, 1500100 * time.Nanosecond},
	{"0.000001", time.Microsecond, time.Nanosecond},
	{"0.000000001", time.Nanosecond, -1},
	{"0.0000000010", -1, -1},
	{"0.999999", 999999 * time.Microsecond, 999999 * time.Nanosecond},
	{"0.999999999", 999999999 * time.Nanosecond, -1},
	{"0.1000000", 100 * time.Millisecond, -1},
	{"04.036", 4036 * time.Millisecond, 4036 * time.Microsecond},
	{"00.036", 36 * time.Millisecond, 36 * time.Microsecond},
	{"00", 0, 0},
	{"007", 7 * time.Second, 7 * time.Millisecond},
	{"10", 10 * time.Second, 10 * time.Millisecond},
	{"10.100", 10100 * time.Millisecond, 10100 * time.Microsecond},
	{"12345678.5", 12345678500 * time.Millisecond, 12345678500 * time.Microsecond},
	{"0000000000000000000000000000001.000", time.Second, time.Millisecond},

	// The longest durations.
	{"9223372036", 9223372036 * time.Second, 9223372036 * time.Millisecond},
	{"9223372037", -1, 9223372037 * time.Millisecond},
	{"9223372036.854775807", math.MaxInt64, -1},
	{"9223372036.854775808", -1, -1},
	{"9223372036854.775807", -1, math.MaxInt64},
	{"9223372036854.775808", -1, -1},
	{"9223372036855", -1, -1},
	{"18446744073709551615", -1, -1},
	{"18446744073709551616", -1, -1},
	{"18446744073709551616.5", -1, -1},
	{"18446744073709551620", -1, -1},
	{"99999999999999999999", -1, -1},
	{"184467440737095516160", -1, -1},

	// Numbers of all lengths.
	{"12", 12 * time.Second, 12 * time.Millisecond},
	{"1234", 1234 * time.Second, 1234 * time.Millisecond},
	{"12345", 12345 * time.Second, 12345 * time.Millisecond},
	{"123456", 123456 * time.Second, 123456 * time.Millisecond},
	{"1234567", 1234567 * time.Second, 1234567 * time.Millisecond},
	{"12345678", 12345678 * time.Second, 12345678 * time.Millisecond},
	{"123456789", 123456789 * time.Second, 123456789 * time.Millisecond},
	{"12345678901", -1, 12345678901 * time.Millisecond},
	{"123456789012", -1, 123456789012 * time.Millisecond},
	{"1234567890123456", -1, -1},
	{"12345678901234567", -1, -1},

	// Other ways to write a number, and other things.
	{".5", -1, -1},
	{"5.", -1, -1},
	{".", -1, -1},
	{"1.2.3", -1, -1},
	{"1..23", -1, -1},
	{"-1", -1, -1},
	{"-0.057", -1, -1},
	{"+1", -1, -1},
	{"1e3", -1, -1},
	{"1,5", -1, -1},
	{" 1", -1, -1},
	{"1 ", -1, -1},
	{"0x1", -1, -1},
	{"1_0", -1, -1},
	{"4.0:6", -1, -1},
	{"4./36", -1, -1},
	{":.036", -1, -1},
	{"1234567:", -1, -1},
	{"1234567/", -1, -1},
	{"/2345678", -1, -1},
	{"１", -1, -1},
	{"NaN", -1, -1},
	{"-", -1, -1},
	{"", -1, -1},
}

func decimalTexts() []string {
	var s []string
	for _, test := range decimalTests {
		s = append(s, test.text)
	}
	return s
}

// durationOracle reads numbers of the given form, of so many nanoseconds.
func durationOracle(form string, unit int64) func(s string) (time.Duration, bool) {
	re := regexp.MustCompile(form)
	return func(s string) (time.Duration, bool) {
		if !re.MatchString(s) {
			return 0, false
		}
		r, _ := new(big.Rat).SetString(s)
		r.Mul(r, new(big.Rat).SetInt64(unit))
		if !r.IsInt() || !r.Num().IsInt64() {
			return 0, false
		}
		return time.Duration(r.Num().Int64()), true
	}
}

var onlyDigits = regexp.MustCompile(`^\d+$`)

func uint64Oracle(s string) (uint64, bool) {
	if !onlyDigits.MatchString(s) {
		return 0, false
	}
	n, _ := new(big.Int).SetString(s, 10)
	if !n.IsUint64() {
		return 0, false
	}
	return n.Uint64(), true
}

var (
	secondsKind = kind[time.Duration]{
		read:      Seconds,
		oracle:    durationOracle(`^\d+(\.\d{1,9})?$`, 1e9),
		write:     AppendSeconds,
		canonical: CanonicalSeconds,
	}
	millisKind = kind[time.Duration]{
		read:      Millis,
		oracle:    durationOracle(`^\d+(\.\d{1,6})?$`, 1e6),
		write:     AppendMillis,
		canonical: CanonicalMillis,
	}
	uint64Kind = kind[uint64]{
		read:      Uint64,
		oracle:    uint64Oracle,
		write:     func(b []byte, n uint64) []byte { return strconv.AppendUint(b, n, 10) },
		canonical: CanonicalUint64,
	}
)

func TestDecimal(t *testing.T) {
	for _, test := range decimalTests {
		if d, ok := Seconds(test.text); ok != (test.seconds >= 0) || ok && d != test.seconds {
			t.Errorf("Seconds(%q) = %v, %t, want %v", test.text, d, ok, test.seconds)
		}
		if d, ok := Millis(test.text); ok != (test.millis >= 0) || ok && d != test.millis {
			t.Errorf("Millis(%q) = %v, %t, want %v", test.text, d, ok, test.millis)
		}
	}
	secondsKind.checkAll(t, decimalTexts())
	millisKind.checkAll(t, decimalTexts())
	uint64Kind.checkAll(t, decimalTexts())
}

func TestAppendSeconds(t *testing.T) {
	for _, test := range []struct {
		d       time.Duration
		seconds string
		millis  string
	}{
		{0, "0.000", "0"},
		{36 * time.Millisecond, "0.036", "36"},
		{1500 * time.Millisecond, "1.500", "1500"},
		{1500 * time.Microsecond, "0.0015", "1.5"},
		{time.Nanosecond, "0.000000001", "0.000001"},
		{time.Minute, "60.000", "60000"},
		{1234567890 * time.Nanosecond, "1.23456789", "1234.56789"},
		{math.MaxInt64, "9223372036.854775807", "9223372036854.775807"},
		{-36 * time.Millisecond, "-0.036", "-36"},
		{math.MinInt64, "-9223372036.854775808", "-9223372036854.775808"},
	} {
		if got := string(AppendSeconds([]byte("before "), test.d)); got != "before "+test.seconds {
			t.Errorf("AppendSeconds(%v) = %q, want %q", test.d, got, test.seconds)
		}
		if got := string(AppendMillis([]byte("before "), test.d)); got != "before "+test.millis {
			t.Errorf("AppendMillis(%v) = %q, want %q", test.d, got, test.millis)
		}
		checkAppendDuration(t, test.d)
	}
}

// checkAppendDuration checks what is written against math/big.
func checkAppendDuration(t *testing.T, d time.Duration) {
	t.Helper()
	text := big.NewRat(int64(d), 1e9).FloatString(9)
	for strings.HasSuffix(text, "0") && len(text)-strings.Index(text, ".") > len(".000") {
		text = text[:len(text)-1]
	}
	if got := string(AppendSeconds(nil, d)); got != text {
		t.Fatalf("AppendSeconds(%d) = %q, want %q", d, got, text)
	}
	text = big.NewRat(int64(d), 1e6).FloatString(6)
	text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	if got := string(AppendMillis(nil, d)); got != text {
		t.Fatalf("AppendMillis(%d) = %q, want %q", d, got, text)
	}
}

func TestDecimalAllocs(t *testing.T) {
	secondsKind.checkAllocs(t, decimalTexts())
	millisKind.checkAllocs(t, decimalTexts())
	uint64Kind.checkAllocs(t, decimalTexts())
}

func FuzzSeconds(f *testing.F) { secondsKind.fuzz(f, decimalTexts()) }
func FuzzMillis(f *testing.F)  { millisKind.fuzz(f, decimalTexts()) }
func FuzzUint64(f *testing.F)  { uint64Kind.fuzz(f, decimalTexts()) }

func FuzzAppendDuration(f *testing.F) {
	for _, test := range decimalTests {
		f.Add(int64(test.seconds))
	}
	f.Fuzz(func(t *testing.T, n int64) {
		checkAppendDuration(t, time.Duration(n))
		if n >= 0 {
			secondsKind.check(t, string(AppendSeconds(nil, time.Duration(n))))
			millisKind.check(t, string(AppendMillis(nil, time.Duration(n))))
		}
		uint64Kind.check(t, strconv.FormatUint(uint64(n), 10))
	})
}

func BenchmarkSeconds(b *testing.B) {
	r := benchRand()
	values := benchTexts(func() string { return strconv.FormatFloat(r.ExpFloat64()*0.2, 'f', 3, 64) })
	benchRead(b, "field", values, Seconds)
	benchRead(b, "general", values, func(s string) (time.Duration, bool) { return duration(s, 9) })
	benchRead(b, "std", values, func(s string) (float64, bool) {
		n, err := strconv.ParseFloat(s, 64)
		return n, err == nil
	})
	benchRead(b, "time.ParseDuration", values, func(s string) (time.Duration, bool) {
		d, err := time.ParseDuration(s + "s")
		return d, err == nil
	})
	benchCanonical(b, "canonical", values, CanonicalSeconds)
	var durations []time.Duration
	for _, s := range values {
		d, _ := Seconds(s)
		durations = append(durations, d)
	}
	benchWrite(b, "append/field", durations, AppendSeconds)
	benchWrite(b, "append/std", durations, func(b []byte, d time.Duration) []byte {
		return strconv.AppendFloat(b, d.Seconds(), 'f', 3, 64)
	})
}

func BenchmarkMillis(b *testing.B) {
	r := benchRand()
	values := benchTexts(func() string { return strconv.FormatInt(int64(r.ExpFloat64()*200), 10) })
	benchRead(b, "field", values, Millis)
	benchRead(b, "std", values, func(s string) (int64, bool) {
		n, err := strconv.ParseInt(s, 10, 64)
		return n, err == nil
	})
	benchCanonical(b, "canonical", values, CanonicalMillis)
}

func BenchmarkUint64(b *testing.B) {
	r := benchRand()
	for _, most := range []uint64{1e4, 1e10, 1e13, math.MaxUint64} {
		values := benchTexts(func() string { return strconv.FormatUint(most/10+r.Uint64N(most-most/10), 10) })
		name := strconv.Itoa(len(values[0]))
		benchRead(b, name+"/field", values, Uint64)
		benchRead(b, name+"/std", values, func(s string) (uint64, bool) {
			n, err := strconv.ParseUint(s, 10, 64)
			return n, err == nil
		})
	}
}
