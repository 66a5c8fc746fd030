package s3logs

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/awstls/awstls"
	"github.com/awstls/awstls/examples/internal/logs"
)

const (
	// ahead is how many folders of a level are listed at a time. What they
	// give comes in their order.
	ahead = 8

	// maxLooks is how many folders of unknown layouts are listed one by one,
	// in search of AWSLogs. The rest are listed with all that is below them,
	// which takes a request for a thousand objects, and not for each folder.
	maxLooks = 1000
)

// errEndless is the error for an answer of a server that is not S3.
var errEndless = errors.New("the list goes on, and does not say where")

// A store is what is used of S3.
type store interface {
	s3.ListObjectsV2APIClient
	GetObject(context.Context, *s3.GetObjectInput, ...func(*s3.Options)) (*s3.GetObjectOutput, error)
}

// A lister lists the objects that one argument stands for.
type lister struct {
	ctx     context.Context // of the reading of objects
	client  store
	bucket  string
	options Options
	after   string // the key to go on after, or ""

	looks   int  // folders of unknown layouts that were looked at
	any     bool // there is something, be it wanted or not
	stopped bool // nobody wants more
}

// A folder is a prefix that is being listed.
type folder struct {
	prefix string
	look   bool        // level by level
	next   func() page // waits for the next page; nil if there is none
}

// A page is what S3 answers.
type page struct {
	entries []entry
	token   string // for the next one, or ""
	err     error
}

// An entry is an object or, if its key is that of several, a folder.
type entry struct {
	key    string
	size   int64
	folder bool
}

// list yields the objects whose keys begin with prefix. It returns false if
// yield did.
func (l *lister) list(prefix string, yield func(logs.Input) bool) bool {
	ctx, cancel := context.WithCancel(l.ctx)
	defer cancel() // of what was asked for and is not needed
	give := func(in logs.Input) bool {
		l.stopped = !yield(in)
		return !l.stopped
	}
	f, skip := l.start(ctx, prefix)
	if skip {
		return true
	}
	if l.walk(ctx, f, give) && !l.any && l.after == "" {
		give(failed(l.name(prefix), errNothing))
	}
	return !l.stopped
}

// start begins to list a prefix, unless nothing of it is wanted.
func (l *lister) start(ctx context.Context, prefix string) (f *folder, skip bool) {
	look, skip := l.plan(prefix)
	if skip {
		return nil, true
	}
	return &folder{prefix, look, l.fetch(ctx, prefix, look, "")}, false
}

// plan says whether to skip a prefix, or else to look at its folders one by one.
func (l *lister) plan(prefix string) (look, skip bool) {
	if l.after != "" && prefix <= l.after && !strings.HasPrefix(l.after, prefix) {
		return false, true
	}
	o := &l.options
	if o.Span == (logs.Span{}) && len(o.Sources) == 0 {
		return false, false
	}
	folder, _ := cutName(prefix)
	p := placeOf(folder)
	dated := !p.end.IsZero()
	switch {
	case !p.hasSource(o.Sources), dated && !o.overlaps(p.start, p.end):
		return false, true
	case p.service != "" && (o.Span == logs.Span{} || p.fine || dated && o.contain(p.start, p.end)):
		return false, false // there is no more to narrow by
	case p.known():
		return true, false
	case l.looks == maxLooks:
		return false, false
	}
	l.looks++
	return true, false
}

// walk yields the objects of a folder and of those below. It returns false if
// the listing has come to an end.
func (l *lister) walk(ctx context.Context, f *folder, yield func(logs.Input) bool) bool {
	last := "" // the entry that came last
	for f.next != nil {
		page := f.next()
		if page.err != nil {
			return yield(failed(l.name(f.prefix), listError(l, last, page.err))) && isDenied(page.err)
		}
		f.next = nil
		if page.token != "" {
			f.next = l.fetch(ctx, f.prefix, f.look, page.token)
		}
		started := make([]*folder, 0, ahead) // of the entries up to n; nil for what is skipped
		n := 0
		for _, e := range page.entries {
			for ; n < len(page.entries) && len(started) < ahead; n++ {
				if sub := page.entries[n]; sub.folder {
					below, _ := l.start(ctx, sub.key)
					started = append(started, below)
				}
			}
			var below *folder
			if e.folder {
				below, started = started[0], started[1:]
			}
			again := e.key == last // as some servers have a folder on two pages
			l.any, last = true, e.key
			switch {
			case again, e.folder && below == nil:
			case e.folder:
				if !l.walk(ctx, below, yield) {
					return false
				}
			default:
				if !l.object(e, yield) {
					return false
				}
			}
		}
	}
	return true
}

// object yields an object, if it is wanted.
func (l *lister) object(e entry, yield func(logs.Input) bool) bool {
	if l.after != "" && e.key <= l.after {
		return true
	}
	if !l.options.wants(e.key) {
		return true
	}
	in := logs.Input{Name: l.name(e.key), Size: e.size}
	in.Open = func() (io.ReadCloser, error) { return open(l.ctx, l.client, l.bucket, e.key) }
	switch kind := awstls.SourceOfKey(e.key).Kind; kind {
	case "", awstls.KindLog, awstls.KindAlertLog:
	default:
		in.Other = string(kind)
	}
	return yield(in)
}

// fetch asks for a page. The function that it returns waits for it.
func (l *lister) fetch(ctx context.Context, prefix string, look bool, token string) func() page {
	in := &s3.ListObjectsV2Input{
		Bucket:       aws.String(l.bucket),
		Prefix:       aws.String(prefix),
		EncodingType: types.EncodingTypeUrl, // XML cannot have all characters that keys can
	}
	if look {
		in.Delimiter = aws.String("/")
	} else if strings.HasPrefix(l.after, prefix) && l.after != "" {
		in.StartAfter = aws.String(l.after)
	}
	if token != "" {
		in.ContinuationToken = aws.String(token)
	}
	answer := make(chan page, 1)
	go func() {
		out, err := l.client.ListObjectsV2(ctx, in)
		if err != nil {
			answer <- page{err: plainError(ctx, err)}
			return
		}
		p := pageOf(out)
		if p.err == nil && aws.ToBool(out.IsTruncated) && (p.token == "" || p.token == token) {
			p.err = errEndless
		}
		answer <- p
	}()
	return func() page { return <-answer }
}

// pageOf returns an answer with its entries in the order of their keys.
func pageOf(out *s3.ListObjectsV2Output) page {
	var p page
	add := func(key *string, size int64, folder bool) {
		e := entry{aws.ToString(key), size, folder}
		if out.EncodingType == types.EncodingTypeUrl {
			plain, err := url.QueryUnescape(e.key)
			if err != nil {
				p.err = fmt.Errorf("a key that is not URL-encoded: %w", err)
				return
			}
			e.key = plain
		}
		p.entries = append(p.entries, e)
	}
	for _, o := range out.Contents {
		add(o.Key, aws.ToInt64(o.Size), false)
	}
	for _, c := range out.CommonPrefixes {
		add(c.Prefix, 0, true)
	}
	slices.SortFunc(p.entries, func(a, b entry) int { return cmp.Compare(a.key, b.key) })
	if aws.ToBool(out.IsTruncated) {
		p.token = aws.ToString(out.NextContinuationToken)
	}
	return p
}

// listError says from where on a folder could not be listed.
func listError(l *lister, last string, err error) error {
	if last == "" {
		return fmt.Errorf("cannot be listed: %w", err)
	}
	return fmt.Errorf("cannot be listed after %s: %w", l.name(last), err)
}

// name returns the name of an object or a prefix.
func (l *lister) name(key string) string { return Scheme + l.bucket + "/" + key }
