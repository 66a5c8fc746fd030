// Package s3logs finds the logs in Amazon S3 that a program is asked to read,
// and reads them from there.
//
// # Listing
//
// Objects are listed while they are read, in the order of their keys. Where
// there is nothing to narrow by, a prefix is listed as it is. Else the folders
// below AWSLogs are listed level by level, so that those of other sources and
// of other days are not:
//
//	AWSLogs/[organization/]account/elasticloadbalancing/Region/2026/09/23/
//	AWSLogs/[organization/]account/CloudTrail/Region/2026/09/23/
//	AWSLogs/account/network-firewall/type/Region/firewall/2026/09/23/08/
//	AWSLogs/account/CloudFront/…/2026/09/23/…
//	AWSLogs/aws-account-id=account/…/year=2026/month=09/day=23/
//
// Where sources are named, folders below AWSLogs of services that write none of
// their logs are not listed, either. What is not below AWSLogs is listed in full,
// and what the keys of objects say (see [awstls.SourceOfKey]) decides.
//
// # Time
//
// Keys have the time at which a log was delivered, or the end of the time that
// its records are of. A record is rarely newer than its key, and can be much
// older: CloudFront delivers some as late as 24 hours after ("Access logs
// (standard logs)" in the CloudFront developer guide), CloudTrail within about 5
// minutes on average, which it does not guarantee ("How CloudTrail works" in its
// user guide), and the other two on a best-effort basis. So objects are read
// whose keys are of the time that is asked for, of [Early] before it, or of
// Options.Late after it. Events of that time in logs that were delivered even
// later are not found.
package s3logs

import (
	"context"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/awstls/awstls/examples/internal/logs"
	"github.com/awstls/awstls/tlslog"
)

// Scheme is what an argument that stands for objects in S3 begins with.
const Scheme = "s3://"

const (
	// Early is how much newer than its key a record may be: keys of
	// CloudFront have the hour, and not all clocks agree (inferred).
	Early = time.Hour

	// DefaultLate is how much older than its key a record may be, unless it
	// comes later than any source documents.
	DefaultLate = 24 * time.Hour
)

// Options narrow what is listed and read. The zero Options are for everything.
type Options struct {
	Span    logs.Span
	Late    time.Duration // how much older than its key a record may be
	Sources []tlslog.Source

	// After is the name of an object, s3://bucket/key, to go on after. The
	// arguments before the one that it belongs to are passed over, too.
	After string
}

// Errors of inputs that stand for what could not be found.
var (
	errName    = errors.New("not of the form s3://bucket or s3://bucket/prefix")
	errNothing = errors.New("there is no object with such a key")
)

// IsName reports whether an argument stands for objects in S3.
func IsName(arg string) bool { return strings.HasPrefix(arg, Scheme) }

// Holds reports whether an argument stands for objects in S3, and the object
// with this name can be one of them.
func Holds(arg, name string) bool {
	bucket, prefix, ok := split(arg)
	of, key, _ := split(name)
	return ok && of == bucket && key != "" && strings.HasPrefix(key, prefix)
}

// split returns the bucket and the prefix of keys that an argument stands for.
func split(arg string) (bucket, prefix string, ok bool) {
	rest, ok := strings.CutPrefix(arg, Scheme)
	bucket, prefix, _ = strings.Cut(rest, "/")
	return bucket, prefix, ok && bucket != ""
}

// Of returns an iterator over the inputs that the arguments of a program stand
// for: s3://bucket/prefix for all objects whose keys begin with the prefix, and
// all others for what local returns. The arguments come in their order, and
// objects in that of the bytes of their keys.
//
// The iterator lists while it is used. A prefix that cannot be listed, or not
// to its end, gives an input that cannot be opened, as does one without
// objects. When ctx ends, so does the listing, in such an input, and the
// reading of objects.
//
// The client is what the environment and the shared files of the AWS SDKs
// configure; see newClient.
func Of(ctx context.Context, args []string, local func(arg string) []logs.Input, o Options) iter.Seq[logs.Input] {
	return func(yield func(logs.Input) bool) {
		if i := slices.IndexFunc(args, func(arg string) bool { return Holds(arg, o.After) }); i >= 0 {
			args = args[i:]
		}
		var client *s3.Client // of the first argument that needs one
		for i, arg := range args {
			if !IsName(arg) {
				for _, in := range local(arg) {
					if !yield(in) {
						return
					}
				}
				continue
			}
			bucket, prefix, ok := split(arg)
			if !ok {
				if !yield(failed(arg, errName)) {
					return
				}
				continue
			}
			if client == nil {
				var err error
				if client, err = newClient(ctx); err != nil {
					if !yield(failed(arg, err)) {
						return
					}
					continue
				}
			}
			l := &lister{ctx: ctx, client: client, bucket: bucket, options: o}
			if _, key, _ := split(o.After); i == 0 && Holds(arg, o.After) {
				l.after = key
			}
			if !l.list(prefix, yield) {
				return
			}
		}
	}
}

// failed is an input that cannot be opened.
func failed(name string, err error) logs.Input {
	return logs.Input{Name: name, Open: func() (io.ReadCloser, error) { return nil, err }}
}
