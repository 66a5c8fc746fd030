package parquetlog

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"reflect"
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
