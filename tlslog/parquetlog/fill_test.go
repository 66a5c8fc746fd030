package parquetlog

import (
	"fmt"
	"math"
	"math/rand/v2"
	"net/netip"
	"reflect"
	"strings"
	"time"

	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
)

// A filler sets every field of a record, exported and in structures, to a
// value that is not zero and differs from field to field.
type filler struct{ n int }

func (f *filler) fill(v reflect.Value) {
	f.n++
	switch p := v.Addr().Interface().(type) {
	case *time.Time:
		*p = time.Unix(1_700_000_000+int64(f.n), int64(f.n)*1000).UTC()
	case *netip.Addr:
		*p = netip.AddrFrom4([4]byte{192, 0, 2, byte(f.n)})
		if f.n%2 == 0 {
			*p = netip.MustParseAddr(fmt.Sprintf("2001:db8::%x", f.n))
		}
	case *tlslog.Opt[time.Duration]:
		*p = tlslog.Some(time.Duration(f.n) * 1_234_567)
	case *tlslog.Opt[bool]:
		*p = tlslog.Some(f.n%2 == 0)
	case *tlslog.Opt[uint64]:
		*p = tlslog.Some(uint64(f.n))
	case *tlslog.Opt[networkfirewall.TLSError]:
		var e networkfirewall.TLSError
		f.fill(reflect.ValueOf(&e).Elem())
		*p = tlslog.Some(e)
	case *tlslog.Opt[networkfirewall.RevocationCheck]:
		var c networkfirewall.RevocationCheck
		f.fill(reflect.ValueOf(&c).Elem())
		*p = tlslog.Some(c)
	case *tlslog.Source:
		*p = tlslog.SourceCloudFront
	case *tlslog.Evidence:
		*p = tlslog.EvidenceInferred
	case *tlslog.Result:
		*p = tlslog.ResultFailure
	case *tlslog.Holder:
		*p = tlslog.HolderServer
	case *tlslog.Reason:
		*p = tlslog.ReasonCertificateRevoked
	default:
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				if v.Type().Field(i).IsExported() {
					f.fill(v.Field(i))
				}
			}
		case reflect.String:
			v.SetString(fmt.Sprintf("text %d ü", f.n))
		case reflect.Uint16, reflect.Uint32, reflect.Uint64:
			v.SetUint(uint64(f.n))
		case reflect.Bool:
			v.SetBool(true)
		default:
			panic(fmt.Sprintf("no value for a %v", v.Type()))
		}
	}
}

// full returns a record all of whose fields are set.
func full[R Record]() R {
	var rec R
	new(filler).fill(reflect.ValueOf(&rec).Elem())
	return rec
}

// sparse returns a record some of whose fields are set.
func sparse[R Record](rnd *rand.Rand) R {
	rec := full[R]()
	clearSome(reflect.ValueOf(&rec).Elem(), rnd)
	return rec
}

func clearSome(v reflect.Value, rnd *rand.Rand) {
	for i := range v.NumField() {
		f := v.Field(i)
		switch {
		case !v.Type().Field(i).IsExported():
		case rnd.IntN(2) == 0:
			f.SetZero()
		case f.Kind() == reflect.Struct && f.Type().Field(0).IsExported():
			clearSome(f, rnd)
		}
	}
}

// extreme returns a record whose fields have the least and the greatest values
// that a file can hold, and texts that look like something else.
func extreme[R Record](rnd *rand.Rand) R {
	rec := full[R]()
	extremes(reflect.ValueOf(&rec).Elem(), rnd)
	return rec
}

func extremes(v reflect.Value, rnd *rand.Rand) {
	for i := range v.NumField() {
		f := v.Field(i)
		if !v.Type().Field(i).IsExported() {
			continue
		}
		switch p := f.Addr().Interface().(type) {
		case *time.Time:
			*p = [...]time.Time{
				{},
				time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC),
				time.Date(1, 1, 1, 0, 0, 0, 1000, time.UTC),
				time.Date(1969, 12, 31, 23, 59, 59, 999_999_000, time.UTC),
				time.Unix(0, 0).UTC(),
				time.Date(9999, 12, 31, 23, 59, 59, 999_999_000, time.UTC),
			}[rnd.IntN(6)]
		case *netip.Addr:
			*p = [...]netip.Addr{
				{}, netip.IPv4Unspecified(), netip.IPv6Unspecified(), netip.MustParseAddr("::ffff:192.0.2.1"),
				netip.MustParseAddr("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"), netip.MustParseAddr("fe80::1%\x00 -ü"),
			}[rnd.IntN(6)]
		case *tlslog.Opt[time.Duration]:
			*p = [...]tlslog.Opt[time.Duration]{{}, tlslog.Some(time.Duration(0)), tlslog.Some(time.Duration(1)), tlslog.Some(time.Duration(1e18 - 1))}[rnd.IntN(4)]
		case *tlslog.Opt[uint64]:
			*p = [...]tlslog.Opt[uint64]{{}, tlslog.Some(uint64(0)), tlslog.Some(uint64(math.MaxInt64))}[rnd.IntN(3)]
		case *tlslog.Version:
			*p = [...]tlslog.Version{0, 1, 0x0304, math.MaxUint16}[rnd.IntN(4)]
		case *tlslog.CipherSuite:
			*p = [...]tlslog.CipherSuite{0, 1, 0x1301, math.MaxUint16}[rnd.IntN(4)]
		case *tlslog.Opt[bool], *tlslog.Opt[networkfirewall.TLSError], *tlslog.Opt[networkfirewall.RevocationCheck],
			*tlslog.Source, *tlslog.Evidence, *tlslog.Result, *tlslog.Holder, *tlslog.Reason:
		default:
			switch f.Kind() {
			case reflect.Struct:
				extremes(f, rnd)
			case reflect.String:
				f.SetString([...]string{"", "-", "\x00", "null", "a\x00\n\t\"b\\", "\ufffd\U0010ffff\u2028", `{"a":1}`, strings.Repeat("x", rnd.IntN(20_000))}[rnd.IntN(8)])
			case reflect.Uint16, reflect.Uint32:
				f.SetUint([...]uint64{0, 1, 1<<f.Type().Bits() - 1}[rnd.IntN(3)])
			case reflect.Uint64:
				f.SetUint([...]uint64{0, 1, math.MaxInt64}[rnd.IntN(3)])
			}
		}
	}
}
