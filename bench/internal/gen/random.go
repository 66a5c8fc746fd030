package gen

import (
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"time"
)

// A zipf picks from values, the first ones most often.
type zipf[T any] struct {
	values []T
	ranks  *rand.Zipf
}

func newZipf[T any](r *rand.Rand, values []T) zipf[T] {
	return zipf[T]{values, rand.NewZipf(r, 1.1, 8, uint64(len(values)-1))}
}

func (z zipf[T]) next() T { return z.values[z.ranks.Uint64()] }

// pick picks from values with equal chances.
func pick[T any](r *rand.Rand, values ...T) T { return values[r.IntN(len(values))] }

// percent reports true n times in a hundred.
func percent(r *rand.Rand, n int) bool { return r.IntN(100) < n }

// logNormal returns a number with the given median. Larger sigmas give more
// numbers that are far from it.
func logNormal(r *rand.Rand, median, sigma float64) int {
	return int(median * math.Exp(sigma*r.NormFloat64()))
}

// random returns n random bytes.
func random(r *rand.Rand, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

// hexDigits returns n random digits in lower case.
func hexDigits(r *rand.Rand, n int) string { return hex.EncodeToString(random(r, (n+1)/2))[:n] }

// capitals returns n random letters and digits, as IDs in AWS have them.
func capitals(r *rand.Rand, n int) string {
	return base32.StdEncoding.EncodeToString(random(r, (n*5+7)/8))[:n]
}

func uuid(r *rand.Rand) string {
	b := random(r, 16)
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

func ipv4(r *rand.Rand) string {
	return fmt.Sprintf("%d.%d.%d.%d", 1+r.IntN(223), r.IntN(256), r.IntN(256), r.IntN(256))
}

func privateIPv4(r *rand.Rand) string {
	return fmt.Sprintf("10.%d.%d.%d", r.IntN(4), r.IntN(256), 4+r.IntN(250))
}

func ipv6(r *rand.Rand) string {
	return fmt.Sprintf("2001:db8:%x:%x:%x::%x", r.IntN(1<<16), r.IntN(1<<16), r.IntN(1<<12), 1+r.IntN(1<<16-1))
}

// port returns one of the ports that clients use.
func port(r *rand.Rand) int { return 1024 + r.IntN(1<<16-1024) }

// A clock gives ascending times with microseconds.
type clock struct {
	r    *rand.Rand
	t    time.Time
	step time.Duration // the mean
}

func (c *clock) next() time.Time {
	c.t = c.t.Add(time.Duration(c.r.ExpFloat64()*float64(c.step)) + time.Microsecond).Truncate(time.Microsecond)
	return c.t
}

// hosts returns n host names of different lengths.
func hosts(r *rand.Rand, n int) []string {
	names := make([]string, n)
	for i := range names {
		name := pick(r, "api", "cdn", "auth", "static", "telemetry", "login", "packages", "mirror", "events", "db-proxy")
		if percent(r, 40) {
			name += "-" + hexDigits(r, 1+r.IntN(8))
		}
		if percent(r, 30) {
			name += "." + pick(r, "eu", "us", "ap-southeast", "internal", "prod", "staging")
		}
		names[i] = fmt.Sprintf("%s%d.%s", name, i, pick(r, "example.com", "example.org", "corp.example.net", "shop.example", "partners.example.com"))
	}
	return names
}

// escapeDN puts backslashes where RFC 2253 asks for them.
func escapeDN(s string) string { return strings.ReplaceAll(s, ",", `\,`) }
