package field

import (
	"regexp"
	"strings"
	"testing"
	"time"
)

var timeTests = []struct {
	text string
	want string // in RFC 3339, "" if it is refused
}{
	// As AWS writes it.
	{"2023-10-04T17:05:15.514108Z", "2023-10-04T17:05:15.514108Z"},
	{"2023-09-21T22:43:21Z", "2023-09-21T22:43:21Z"},
	{"2125-05-12T23:28:21Z", "2125-05-12T23:28:21Z"},
	{"2024-11-14T21:34:06.814Z", "2024-11-14T21:34:06.814Z"},
	{"2020-10-13T22:10:01.006481+0000", "2020-10-13T22:10:01.006481Z"},

	// Fractions of all lengths.
	{"2023-10-04T17:05:15.1Z", "2023-10-04T17:05:15.1Z"},
	{"2023-10-04T17:05:15.12Z", "2023-10-04T17:05:15.12Z"},
	{"2023-10-04T17:05:15.1234Z", "2023-10-04T17:05:15.1234Z"},
	{"2023-10-04T17:05:15.12345Z", "2023-10-04T17:05:15.12345Z"},
	{"2023-10-04T17:05:15.1234567Z", "2023-10-04T17:05:15.1234567Z"},
	{"2023-10-04T17:05:15.12345678Z", "2023-10-04T17:05:15.12345678Z"},
	{"2023-10-04T17:05:15.123456789Z", "2023-10-04T17:05:15.123456789Z"},
	{"2023-10-04T17:05:15.999999999Z", "2023-10-04T17:05:15.999999999Z"},
	{"2023-10-04T17:05:15.000000001Z", "2023-10-04T17:05:15.000000001Z"},
	{"2023-10-04T17:05:15.000Z", "2023-10-04T17:05:15Z"},
	{"2023-10-04T17:05:15.1234567890Z", ""},
	{"2023-10-04T17:05:15.Z", ""},
	{"2023-10-04T17:05:15,514108Z", ""},
	{"2023-10-04T17:05:15:514108Z", ""},
	{"2023-10-04T17:05:15.51-108Z", ""},

	// Zones.
	{"2023-10-04T17:05:15+00:00", "2023-10-04T17:05:15Z"},
	{"2023-10-04T17:05:15-00:00", "2023-10-04T17:05:15Z"},
	{"2023-10-04T17:05:15-0000", "2023-10-04T17:05:15Z"},
	{"2023-10-04T17:05:15+02:00", "2023-10-04T15:05:15Z"},
	{"2023-10-04T17:05:15.814+0530", "2023-10-04T11:35:15.814Z"},
	{"2023-12-31T23:59:59.999999999-23:59", "2024-01-01T23:58:59.999999999Z"},
	{"2023-10-04T17:05:15.123456789+01:00", "2023-10-04T16:05:15.123456789Z"},
	{"2023-10-04T17:05:15+24:00", ""}, // time.Parse takes it
	{"2023-10-04T17:05:15+2400", ""},
	{"2023-10-04T17:05:15+23:60", ""}, // time.Parse takes it
	{"2023-10-04T17:05:15+00", ""},
	{"2023-10-04T17:05:15+000", ""},
	{"2023-10-04T17:05:15+00:0", ""},
	{"2023-10-04T17:05:15+00:000", ""},
	{"2023-10-04T17:05:15+00:00Z", ""},
	{"2023-10-04T17:05:15Z+00:00", ""},
	{"2023-10-04T17:05:15ZZ", ""},
	{"2023-10-04T17:05:15 0000", ""},
	{"2023-10-04T17:05:15", ""},
	{"2023-10-04T17:05:15.514108", ""},
	{"2023-10-04T17:05:150", ""},
	{"2023-10-04T17:05:15z", ""},

	// Dates and times that there are not.
	{"2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"},
	{"2023-02-29T00:00:00Z", ""},
	{"2000-02-29T00:00:00Z", "2000-02-29T00:00:00Z"},
	{"2100-02-29T00:00:00Z", ""},
	{"2100-02-28T23:59:59Z", "2100-02-28T23:59:59Z"},
	{"2400-02-29T00:00:00Z", "2400-02-29T00:00:00Z"},
	{"2024-02-30T00:00:00Z", ""},
	{"2024-04-31T00:00:00Z", ""},
	{"2024-01-32T00:00:00Z", ""},
	{"2024-01-00T00:00:00Z", ""},
	{"2024-00-01T00:00:00Z", ""},
	{"2024-13-01T00:00:00Z", ""},
	{"2024-19-01T00:00:00Z", ""},
	{"2024-01-01T23:59:59Z", "2024-01-01T23:59:59Z"},
	{"2024-01-01T24:00:00Z", ""},
	{"2024-01-01T29:00:00Z", ""},
	{"2024-01-01T00:60:00Z", ""},
	{"2016-12-31T23:59:60Z", ""}, // a leap second

	// The ends of the range.
	{"0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"},
	{"0000-02-29T00:00:00Z", "0000-02-29T00:00:00Z"},
	{"0000-03-01T00:00:00Z", "0000-03-01T00:00:00Z"},
	{"0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"}, // the zero time.Time
	{"9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z"},
	{"0000-01-01T00:00:00+00:01", ""},
	{"0000-01-01T00:01:00+00:01", "0000-01-01T00:00:00Z"},
	{"9999-12-31T23:59:59-00:01", ""},
	{"9999-12-31T23:58:59-00:01", "9999-12-31T23:59:59Z"},
	{"1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z"},
	{"1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"},

	// Other ways to write a time.
	{"2023-10-04 17:05:15Z", ""},
	{"2023-10-04t17:05:15Z", ""},
	{"2023-10-04T7:05:15Z", ""}, // time.Parse takes it
	{"2023-10-04T7:05:015Z", ""},
	{"2023-10-4T17:05:15Z", ""},
	{"23-10-04T17:05:15Z", ""},
	{"12023-10-04T17:05:15Z", ""},
	{"+2023-10-04T17:05:15Z", ""},
	{" 2023-10-04T17:05:15Z", ""},
	{"2023-10-04T17:05:15Z ", ""},
	{"2023-10-04T17:05:15Z\n", ""},
	{"20231004T170515Z", ""},
	{"２023-10-04T17:05:15Z", ""},
	{"2023-10-04T17:05:1\xb5Z", ""},
	{"2023-10-04", ""},
	{"-", ""},
	{"", ""},
}

func timeTexts() []string {
	s := make([]string, len(timeTests))
	for i, test := range timeTests {
		s[i] = test.text
	}
	return s
}

var (
	timeForm       = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):?[0-5]\d)$`)
	timeNoZoneForm = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$`)
)

func timeOracle(s string) (time.Time, bool) {
	if !timeForm.MatchString(s) {
		return time.Time{}, false
	}
	layout := time.RFC3339
	if s[len(s)-1] != 'Z' && s[len(s)-3] != ':' {
		layout = "2006-01-02T15:04:05Z0700"
	}
	t, err := time.Parse(layout, s)
	t = t.UTC()
	if err != nil || t.Year() < 0 || t.Year() > 9999 {
		return time.Time{}, false
	}
	return t, true
}

func timeNoZoneOracle(s string) (time.Time, bool) {
	if !timeNoZoneForm.MatchString(s) {
		return time.Time{}, false
	}
	t, err := time.Parse("2006-01-02T15:04:05", s)
	return t, err == nil
}

var (
	// timeKind has no digits more than nine of the fraction: what is read is
	// written without loss. CanonicalTime with other digits has its own check.
	timeKind = kind[time.Time]{
		read:      Time,
		oracle:    timeOracle,
		write:     func(b []byte, t time.Time) []byte { return AppendTime(b, t, 9) },
		canonical: func(s string) bool { return CanonicalTime(s, 9) },
	}
	timeNoZoneKind = kind[time.Time]{
		read:   TimeNoZone,
		oracle: timeNoZoneOracle,
		write: func(b []byte, t time.Time) []byte {
			b = AppendTime(b, t, 0)
			return b[:len(b)-1]
		},
		canonical: func(s string) bool { return true },
	}
)

func TestTime(t *testing.T) {
	for _, test := range timeTests {
		got, ok := Time(test.text)
		if !ok {
			if test.want != "" {
				t.Errorf("Time(%q) refuses it, want %s", test.text, test.want)
			}
			continue
		}
		if s := got.Format(time.RFC3339Nano); s != test.want {
			t.Errorf("Time(%q) = %s, want %q", test.text, s, test.want)
		}
		if got.Location() != time.UTC {
			t.Errorf("Time(%q) is not in UTC", test.text)
		}
	}
	timeKind.checkAll(t, timeTexts())
	if got, ok := Time("2023-10-04T17:05:15.514108Z"); got != time.Date(2023, 10, 4, 17, 5, 15, 514108000, time.UTC) || !ok {
		t.Errorf("times are not comparable: got %#v", got)
	}
}

func TestTimeNoZone(t *testing.T) {
	got, ok := TimeNoZone("2022-11-03T00:00:00")
	if got != time.Date(2022, 11, 3, 0, 0, 0, 0, time.UTC) || !ok {
		t.Errorf("got %v, %t", got, ok)
	}
	s := timeTexts()
	for _, text := range s {
		s = append(s, strings.TrimSuffix(text, "Z"))
	}
	timeNoZoneKind.checkAll(t, s)
}

// TestTimeDates goes through all dates that can be written, and those that
// there are not.
func TestTimeDates(t *testing.T) {
	text := []byte("0000-00-00T12:00:00Z")
	set := func(i, n int) { text[i], text[i+1] = '0'+byte(n/10), '0'+byte(n%10) }
	for year := range 10000 {
		set(0, year/100)
		set(2, year%100)
		for month := range 14 {
			set(5, month)
			for day := range 33 {
				set(8, day)
				want := time.Date(year, time.Month(month), day, 12, 0, 0, 0, time.UTC)
				exists := want.Day() == day && want.Month() == time.Month(month)
				got, ok := Time(string(text))
				if ok != exists || ok && got != want {
					t.Fatalf("Time(%q) = %v, %t, want %v, %t", text, got, ok, want, exists)
				}
			}
		}
	}
}

func TestTimeOfDay(t *testing.T) {
	text := []byte("2024-02-29T00:00:00Z")
	set := func(i, n int) { text[i], text[i+1] = '0'+byte(n/10), '0'+byte(n%10) }
	for hour := range 100 {
		set(11, hour)
		for min := range 100 {
			set(14, min)
			for sec := range 100 {
				set(17, sec)
				want := time.Date(2024, 2, 29, hour, min, sec, 0, time.UTC)
				exists := hour < 24 && min < 60 && sec < 60
				got, ok := Time(string(text))
				if ok != exists || ok && got != want {
					t.Fatalf("Time(%q) = %v, %t, want %v, %t", text, got, ok, want, exists)
				}
			}
		}
	}
}

// checkAppendTime checks AppendTime and CanonicalTime with each number of
// digits against time.Format.
func checkAppendTime(t *testing.T, v time.Time) {
	t.Helper()
	for digits := range 10 {
		layout := "2006-01-02T15:04:05Z07:00"
		if digits > 0 {
			layout = "2006-01-02T15:04:05." + strings.Repeat("0", digits) + "Z07:00"
		}
		want := v.UTC().Format(layout)
		got := string(AppendTime([]byte("before "), v, digits))
		if got != "before "+want {
			t.Fatalf("AppendTime(%v, %d) = %q, want %q", v, digits, got, want)
		}
	}
}

func checkCanonicalTime(t *testing.T, s string) {
	t.Helper()
	v, ok := Time(s)
	for digits := range 10 {
		got := CanonicalTime(s, digits)
		if text := string(AppendTime(nil, v, digits)); ok && got != (text == s) {
			t.Fatalf("CanonicalTime(%q, %d) = %t, but it is written as %q", s, digits, got, text)
		}
	}
}

func TestAppendTime(t *testing.T) {
	for _, test := range timeTests {
		v, ok := Time(test.text)
		if !ok {
			continue
		}
		checkAppendTime(t, v)
		checkAppendTime(t, v.In(time.FixedZone("", -3*3600)))
		checkCanonicalTime(t, test.text)
	}
	checkAppendTime(t, time.Now())
	checkAppendTime(t, time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC))
	checkAppendTime(t, time.Date(10000, 1, 1, 0, 0, 0, 1, time.UTC))
	checkAppendTime(t, time.Unix(1<<62, 0))
}

func TestTimeAllocs(t *testing.T) {
	timeKind.checkAllocs(t, timeTexts())
	timeNoZoneKind.checkAllocs(t, []string{"2022-11-03T00:00:00", "2022-11-03T00:00:61", "-"})
}

func FuzzTime(f *testing.F) {
	for _, test := range timeTests {
		f.Add(test.text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > maxFuzz {
			t.Skip()
		}
		timeKind.check(t, s)
		timeNoZoneKind.check(t, s)
		checkCanonicalTime(t, s)
	})
}

func FuzzAppendTime(f *testing.F) {
	for _, test := range timeTests {
		if v, ok := Time(test.text); ok {
			f.Add(v.Unix(), int64(v.Nanosecond()), int16(0))
		}
	}
	f.Fuzz(func(t *testing.T, sec, nsec int64, east int16) {
		v := time.Unix(sec, nsec)
		checkAppendTime(t, v)
		// In a zone, with and without a colon, as time.Format writes it.
		v = v.In(time.FixedZone("", int(east)%1440*60))
		timeKind.check(t, v.Format("2006-01-02T15:04:05.999999999Z07:00"))
		timeKind.check(t, v.Format("2006-01-02T15:04:05.999999999Z0700"))
	})
}

func BenchmarkTime(b *testing.B) {
	parse := func(layout string) func(string) (time.Time, bool) {
		return func(s string) (time.Time, bool) {
			t, err := time.Parse(layout, s)
			return t, err == nil
		}
	}
	for _, layout := range []string{
		"2006-01-02T15:04:05Z",
		"2006-01-02T15:04:05.000Z",
		"2006-01-02T15:04:05.000000Z",
		"2006-01-02T15:04:05.000000-0700",
	} {
		std := parse(time.RFC3339)
		if strings.HasSuffix(layout, "-0700") {
			std = parse("2006-01-02T15:04:05Z0700")
		}
		values := benchTimes(layout)
		benchRead(b, layout+"/field", values, Time)
		benchRead(b, layout+"/std", values, std)
	}
	layout := "2006-01-02T15:04:05"
	values := benchTimes(layout)
	benchRead(b, layout+"/field", values, TimeNoZone)
	benchRead(b, layout+"/std", values, parse(layout))
}

func BenchmarkAppendTime(b *testing.B) {
	var values []time.Time
	for _, s := range benchTimes("2006-01-02T15:04:05.000000Z") {
		t, _ := Time(s)
		values = append(values, t)
	}
	benchWrite(b, "0/field", values, func(b []byte, t time.Time) []byte { return AppendTime(b, t, 0) })
	benchWrite(b, "0/std", values, func(b []byte, t time.Time) []byte { return t.AppendFormat(b, time.RFC3339) })
	benchWrite(b, "6/field", values, func(b []byte, t time.Time) []byte { return AppendTime(b, t, 6) })
	benchWrite(b, "6/std", values, func(b []byte, t time.Time) []byte {
		return t.AppendFormat(b, "2006-01-02T15:04:05.000000Z07:00")
	})
}

func BenchmarkCanonicalTime(b *testing.B) {
	benchCanonical(b, "field", benchTimes("2006-01-02T15:04:05.000000Z"), func(s string) bool { return CanonicalTime(s, 6) })
}

func benchTimes(layout string) []string {
	r := benchRand()
	return benchTexts(func() string {
		return time.Unix(1.6e9+r.Int64N(2e8), r.Int64N(1e9)).UTC().Format(layout)
	})
}
