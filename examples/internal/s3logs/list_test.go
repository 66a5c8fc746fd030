package s3logs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/awstls/awstls/examples/internal/fakes3"
	"github.com/awstls/awstls/examples/internal/logs"
	"github.com/awstls/awstls/tlslog"
)

// A log is an object and what is known of it.
type log struct {
	key    string
	source tlslog.Source
	at     time.Time // that of its name
}

// layouts are ways in which logs lie in buckets. %[1]s is an account, %[2]s a
// Region, %[3]d something else.
var layouts = []struct {
	source tlslog.Source
	key    string
	time   string // of the name, behind the key
}{
	{tlslog.SourceALB, "AWSLogs/%[1]s/elasticloadbalancing/%[2]s/2006/01/02/conn_log_%[1]s_elasticloadbalancing_%[2]s_app.a%[3]d.b_", "20060102T1504Z_192.0.2.1_r.log.gz"},
	{tlslog.SourceALB, "team-a/AWSLogs/aws-account-id=%[1]s/elasticloadbalancing/region=%[2]s/year=2006/month=01/day=02/conn_log_%[1]s_elasticloadbalancing_%[2]s_app.a%[3]d.b_", "20060102T1504Z_192.0.2.1_r.log.gz"},
	{tlslog.SourceCloudFront, "AWSLogs/%[1]s/CloudFront/E%[3]dEXAMPLE/2006/01/02/15/E%[3]dEXAMPLE.", "2006-01-02-15.0a1b2c3d.gz"},
	{tlslog.SourceCloudFront, "AWSLogs/%[1]s/CloudFront/2006/01/E%[3]dEXAMPLE/02/E%[3]dEXAMPLE.", "2006-01-02-15.0a1b2c3d.gz"},
	{tlslog.SourceCloudFront, "team-b/cdn/E%[3]dEXAMPLE.", "2006-01-02-15.0a1b2c3d.gz"},
	{tlslog.SourceNetworkFirewall, "/AWSLogs/%[1]s/network-firewall/tls/%[2]s/fw-%[3]d/2006/01/02/15/%[1]s_network-firewall_tls_%[2]s_fw-%[3]d_", "20060102T1504Z_5f1c.log.gz"},
	{tlslog.SourceNetworkFirewall, "AWSLogs/%[1]s/network-firewall/tls/%[2]s/2026/2006/01/02/15/%[1]s_network-firewall_tls_%[2]s_2026_", "20060102T1504Z_%[3]d.log.gz"},
	{tlslog.SourceCloudTrail, "AWSLogs/%[1]s/CloudTrail/%[2]s/2006/01/02/%[1]s_CloudTrail_%[2]s_", "20060102T1504Z_r%[3]d.json.gz"},
	{tlslog.SourceCloudTrail, "trail-1/AWSLogs/o-exampleorgid/%[1]s/CloudTrail/%[2]s/2006/01/02/%[1]s_CloudTrail_%[2]s_", "20060102T1504Z_r%[3]d.json.gz"},
	{tlslog.SourceUnknown, "notes/of a day+%[3]d & ü/\x01\x7f", ".txt"},
	{tlslog.SourceUnknown, "AWSLogs", "%[3]d"},
}

// randomLogs returns logs of some days, in the order of their keys.
func randomLogs(r *rand.Rand, n int) []log {
	var all []log
	for range n {
		l := layouts[r.IntN(len(layouts))]
		at := at("2026-08-28").Add(time.Duration(r.IntN(6*24*60)) * time.Minute)
		if strings.HasPrefix(l.time, "2006-") {
			at = at.Truncate(time.Hour)
		}
		folders, name := l.key[:strings.LastIndexByte(l.key, '/')+1], l.key[strings.LastIndexByte(l.key, '/')+1:]
		for _, part := range []string{"2006", "01", "02", "15"} { // each a folder, or the end of one
			folders = strings.ReplaceAll(folders, "/"+part+"/", at.Format("/"+part+"/"))
			folders = strings.ReplaceAll(folders, "="+part+"/", at.Format("="+part+"/"))
		}
		end := l.time
		if l.source == tlslog.SourceUnknown {
			at = time.Time{}
		} else {
			i := strings.IndexAny(end, "Z.")
			end = at.Format(end[:i]) + end[i:]
		}
		account := []string{"111122223333", "444455556666"}[r.IntN(2)]
		region := []string{"eu-west-1", "us-east-1"}[r.IntN(2)]
		key := fmt.Sprintf(folders+name+end+"%.0[1]s%.0[2]s%.0[3]d", account, region, r.IntN(4))
		all = append(all, log{key, l.source, at})
	}
	slices.SortFunc(all, func(a, b log) int { return strings.Compare(a.key, b.key) })
	return slices.CompactFunc(all, func(a, b log) bool { return a.key == b.key })
}

// A memory is a store of keys.
type memory struct {
	store
	keys     []string // in their order
	pageSize int
	encode   bool
	requests atomic.Int64
}

// ListObjectsV2 lists as S3 documents it, slowly.
func (m *memory) ListObjectsV2(_ context.Context, in *s3.ListObjectsV2Input, _ ...func(*s3.Options)) (*s3.ListObjectsV2Output, error) {
	m.requests.Add(1)
	out := &s3.ListObjectsV2Output{IsTruncated: aws.Bool(false)}
	text := func(key string) *string {
		if out.EncodingType = ""; m.encode {
			key, out.EncodingType = url.QueryEscape(key), types.EncodingTypeUrl
		}
		return &key
	}
	prefix, after := aws.ToString(in.Prefix), aws.ToString(in.StartAfter)
	if in.ContinuationToken != nil {
		after = *in.ContinuationToken
	}
	last, n := "", 0
	for _, key := range m.keys {
		if !strings.HasPrefix(key, prefix) || key <= after {
			continue
		}
		entry, common := key, false
		if in.Delimiter != nil {
			if i := strings.Index(key[len(prefix):], "/"); i >= 0 {
				entry, common = key[:len(prefix)+i+1], true
			}
		}
		if common && (entry == last || strings.HasPrefix(after, entry)) {
			continue
		}
		if n++; n > m.pageSize {
			out.IsTruncated, out.NextContinuationToken = aws.Bool(true), &last
			break
		}
		if last = entry; common {
			out.CommonPrefixes = append(out.CommonPrefixes, types.CommonPrefix{Prefix: text(entry)})
		} else {
			out.Contents = append(out.Contents, types.Object{Key: text(entry), Size: aws.Int64(1)})
		}
	}
	return out, nil
}

// names returns the names of inputs, without what they begin with in common.
func names(list func(yield func(logs.Input) bool)) []string {
	var all []string
	for in := range list {
		all = append(all, strings.TrimPrefix(in.Name, "s3://logs/"))
	}
	return all
}

// TestListRandom compares what is listed level by level, in any way of
// narrowing, with a filter over all keys.
func TestListRandom(t *testing.T) {
	for seed := range uint64(500) {
		checkList(t, seed)
	}
}

func FuzzList(f *testing.F) {
	f.Add(uint64(0))
	f.Fuzz(checkList)
}

func checkList(t *testing.T, seed uint64) {
	r := rand.New(rand.NewPCG(seed, 0))
	all := randomLogs(r, 1+r.IntN(120))
	m := &memory{pageSize: 1 + r.IntN(20), encode: r.IntN(2) == 0}
	for _, l := range all {
		m.keys = append(m.keys, l.key)
	}
	o := Options{Late: time.Duration(r.IntN(30)) * time.Hour}
	if r.IntN(4) > 0 {
		o.Span.Since = at("2026-08-28").Add(time.Duration(r.IntN(6*24)) * time.Hour)
	}
	if r.IntN(4) > 0 {
		o.Span.Until = at("2026-08-28").Add(time.Duration(r.IntN(6*24)) * time.Hour)
	}
	for _, s := range []tlslog.Source{tlslog.SourceALB, tlslog.SourceCloudFront, tlslog.SourceNetworkFirewall, tlslog.SourceCloudTrail} {
		if r.IntN(3) == 0 {
			o.Sources = append(o.Sources, s)
		}
	}
	after := ""
	if r.IntN(3) == 0 {
		after = all[r.IntN(len(all))].key
		after = after[:1+r.IntN(len(after))]
	}
	prefix := all[r.IntN(len(all))].key
	prefix = prefix[:r.IntN(len(prefix))]

	var want []string
	for _, l := range all {
		hour := l.at.Truncate(time.Hour)
		switch {
		case !strings.HasPrefix(l.key, prefix), l.key <= after:
		case l.source != tlslog.SourceUnknown && len(o.Sources) > 0 && !slices.Contains(o.Sources, l.source):
		case l.at.IsZero():
			want = append(want, l.key+"?")
		case !o.Span.Until.IsZero() && !l.at.Before(o.Span.Until.Add(o.Late)):
		case o.Span.Since.IsZero(), !l.at.Before(o.Span.Since.Add(-Early)),
			l.at.Equal(hour) && !l.at.Before(o.Span.Since.Add(-2*Early)):
			want = append(want, l.key)
		}
	}
	l := &lister{ctx: t.Context(), client: m, bucket: "logs", options: o, after: after}
	got := names(func(yield func(logs.Input) bool) { l.list(prefix, yield) })
	// What is of no known time is compared only where it is there.
	want = slices.DeleteFunc(want, func(key string) bool { return strings.HasSuffix(key, "?") && !slices.Contains(got, key[:len(key)-1]) })
	for i := range want {
		want[i] = strings.TrimSuffix(want[i], "?")
	}
	if !slices.Equal(got, want) {
		t.Fatalf("seed %d, prefix %q, after %q, %+v\ngot  %q\nwant %q", seed, prefix, after, o, got, want)
	}
}

// TestListUnknown checks that what has no time in its key is never left out.
func TestListUnknown(t *testing.T) {
	keys := []string{"AWSLogs/111122223333/CloudTrail/eu-west-1/notes.txt", "a/b/c/x.log", "x.log"}
	l := &lister{ctx: t.Context(), client: &memory{keys: keys, pageSize: 10}, bucket: "logs", options: Options{
		Span: logs.Span{Since: at("2026-09-23"), Until: at("2026-09-24")}, Sources: []tlslog.Source{tlslog.SourceCloudTrail}}}
	if got := names(func(yield func(logs.Input) bool) { l.list("", yield) }); !slices.Equal(got, keys) {
		t.Errorf("%q", got)
	}
}

// TestListFewRequests checks that neither other days nor other sources are
// listed, and that there is no request for each folder of an unknown layout.
func TestListFewRequests(t *testing.T) {
	s := fakes3.Start(t)
	for day := range 60 {
		at := at("2026-08-01").AddDate(0, 0, day)
		for _, region := range []string{"eu-west-1", "us-east-1"} {
			for n := range 10 {
				name := at.Add(time.Duration(n) * time.Hour).Format("20060102T1504Z")
				s.Put(t, "logs", "p/AWSLogs/111122223333/CloudTrail/"+region+at.Format("/2006/01/02/")+"111122223333_CloudTrail_"+region+"_"+name+"_r.json.gz", "x")
				s.Put(t, "logs", "p/AWSLogs/111122223333/elasticloadbalancing/"+region+at.Format("/2006/01/02/")+"conn_log_111122223333_elasticloadbalancing_"+region+"_app.a.b_"+name+"_192.0.2.1_r.log.gz", "x")
			}
		}
	}
	s.PageSize = 7
	inputs := names(Of(t.Context(), []string{"s3://logs/p/"}, nil, Options{
		Span: logs.Span{Since: at("2026-08-23"), Until: at("2026-08-24")}, Late: time.Hour, Sources: []tlslog.Source{tlslog.SourceALB}}))
	if len(inputs) != 2*(10+1) { // and what comes at midnight
		t.Errorf("%q", inputs)
	}
	lists := s.Lists()
	for _, prefix := range lists {
		if strings.Contains(prefix, "CloudTrail") || strings.Contains(prefix, "2026/09") || strings.Contains(prefix, "/21/") || strings.Contains(prefix, "/25/") {
			t.Errorf("%s was listed", prefix)
		}
	}
	// p/, AWSLogs/, account, service, and for each Region it, the year, five
	// pages of days and two of each of three days; the server has a folder on
	// two pages and more of them than there is.
	if len(lists) > 60 {
		t.Errorf("%d requests for lists: %q", len(lists), lists)
	}

}

// TestListManyFolders checks that many folders of an unknown layout do not each
// take a request for those below them.
func TestListManyFolders(t *testing.T) {
	m := &memory{pageSize: 1000}
	for n := range 2 * maxLooks {
		m.keys = append(m.keys, fmt.Sprintf("%04d/a/b/c/d/x.log", n))
	}
	l := &lister{ctx: t.Context(), client: m, bucket: "logs", options: Options{Span: logs.Span{Since: at("2026")}}}
	if got := names(func(yield func(logs.Input) bool) { l.list("", yield) }); !slices.Equal(got, m.keys) {
		t.Errorf("%d inputs", len(got))
	}
	if n := m.requests.Load(); n > 4*maxLooks {
		t.Errorf("%d requests for lists", n)
	}
}

// TestListFails checks that what cannot be listed is an input that cannot be
// opened, and what can be is read all the same.
func TestListFails(t *testing.T) {
	t.Setenv("AWS_MAX_ATTEMPTS", "1")
	s := fakes3.Start(t)
	for _, key := range []string{"a/1", "a/2", "a/3", "b/1", "c/1"} {
		s.Put(t, "logs", key, "x")
	}
	s.PageSize = 2
	span := Options{Span: logs.Span{Since: at("2026")}}
	for _, tt := range []struct {
		name    string
		arg     string
		options Options
		fail    string // what is in the requests that fail
		code    string
		want    string // with ! for what cannot be opened
	}{
		{"no form", "s3://", Options{}, "", "", "s3://!"},
		{"no form", "s3:///a", Options{}, "", "", "s3:///a!"},
		{"no bucket", "s3://none/a", Options{}, "", "", "s3://none/a!"},
		{"nothing", "s3://logs/d", Options{}, "", "", "d!"},
		{"nothing", "s3://logs/d", span, "", "", "d!"},
		{"all", "s3://logs", Options{}, "", "", "a/1 a/2 a/3 b/1 c/1"},
		{"broken", "s3://logs", Options{}, "token", "InternalError", "a/1 a/2 !"},
		{"denied", "s3://logs", span, "prefix=b%2F", "AccessDenied", "a/1 a/2 a/3 b/! c/1"},
		{"broken", "s3://logs", span, "prefix=b%2F", "InternalError", "a/1 a/2 a/3 b/!"},
	} {
		s.Refuse = func(_ int, r *http.Request) (int, string) {
			if tt.fail != "" && strings.Contains(r.URL.RawQuery, tt.fail) {
				return map[string]int{"AccessDenied": 403, "InternalError": 500}[tt.code], tt.code
			}
			return 0, ""
		}
		var got []string
		for in := range Of(t.Context(), []string{tt.arg}, nil, tt.options) {
			name := strings.TrimPrefix(in.Name, "s3://logs/")
			if r, err := in.Open(); err != nil {
				name += "!"
				if !strings.Contains(err.Error(), tt.code) || strings.Contains(err.Error(), "RequestID") {
					t.Errorf("%s: %v", tt.name, err)
				}
			} else {
				r.Close()
			}
			got = append(got, name)
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s: %q, want %s", tt.name, got, tt.want)
		}
	}
}

// stuck is a store with a list that never ends.
type stuck struct {
	store
	token *string
}

func (s stuck) ListObjectsV2(context.Context, *s3.ListObjectsV2Input, ...func(*s3.Options)) (*s3.ListObjectsV2Output, error) {
	return &s3.ListObjectsV2Output{IsTruncated: aws.Bool(true), NextContinuationToken: s.token}, nil
}

func TestListEndless(t *testing.T) {
	for _, token := range []*string{nil, new(""), new("a")} {
		l := &lister{ctx: t.Context(), client: stuck{token: token}, bucket: "logs"}
		in := only(t, func(yield func(logs.Input) bool) { l.list("", yield) })
		if _, err := in.Open(); !errors.Is(err, errEndless) {
			t.Error(err)
		}
	}
}

// TestListEnds checks that a listing ends with its context, and where nobody
// wants more.
func TestListEnds(t *testing.T) {
	s := fakes3.Start(t)
	for n := range 20 {
		s.Put(t, "logs", fmt.Sprintf("x%02d", n), "x")
	}
	s.PageSize = 2
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var last logs.Input
	n := 0
	for in := range Of(ctx, []string{"s3://logs", "s3://logs"}, nil, Options{}) {
		if n++; n == 3 {
			cancel()
		}
		last = in
	}
	if _, err := last.Open(); !errors.Is(err, context.Canceled) || n > 20 {
		t.Errorf("%v after %d inputs", err, n)
	}
	for range Of(t.Context(), []string{"s3://logs"}, nil, Options{}) {
		break
	}
	if len(s.Lists()) > 10 {
		t.Errorf("%d requests", len(s.Lists()))
	}
}

// TestOf checks the order of arguments, the kinds that keys promise, and from
// where on it goes on.
func TestOf(t *testing.T) {
	s := fakes3.Start(t)
	access := "b/AWSLogs/111122223333/elasticloadbalancing/eu-west-1/2026/09/23/111122223333_elasticloadbalancing_eu-west-1_app.a.b_20260923T1205Z_192.0.2.1_r.log.gz"
	for _, key := range []string{"a/2", "a/1", access, "c"} {
		s.Put(t, "logs", key, key)
	}
	local := func(arg string) []logs.Input {
		return []logs.Input{{Name: arg, Open: func() (io.ReadCloser, error) { return nil, errors.New("local") }}}
	}
	args := []string{"file", "s3://logs/b", "-", "s3://logs/a/"}
	all := []string{"file", access, "-", "a/1", "a/2"}
	for _, tt := range []struct {
		after string
		want  []string
	}{
		{"", all},
		{"s3://logs/a/", []string{"a/1", "a/2"}},
		{"s3://logs/a/1", []string{"a/2"}},
		{"s3://logs/a/2", nil},
		{"s3://logs/b", []string{access, "-", "a/1", "a/2"}},
		{"s3://logs/" + access, []string{"-", "a/1", "a/2"}},
		{"s3://logs/c", all},
		{"s3://other/a/1", all},
	} {
		if got := names(Of(t.Context(), args, local, Options{After: tt.after})); !slices.Equal(got, tt.want) {
			t.Errorf("after %s: %q, want %q", tt.after, got, tt.want)
		}
	}
	for in := range Of(t.Context(), args, local, Options{}) {
		if want := map[bool]string{true: "access log"}[strings.HasSuffix(in.Name, access)]; in.Other != want {
			t.Errorf("%s: %q", in.Name, in.Other)
		}
		if strings.HasPrefix(in.Name, "s3://") && in.Size == 0 {
			t.Errorf("%s has no size", in.Name)
		}
	}
}
