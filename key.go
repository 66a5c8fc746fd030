package awstls

import (
	"strings"
	"time"

	"github.com/awstls/awstls/tlslog"
)

// An Object is what the key of an Amazon S3 object promises about it. The zero
// value of a field means that the key does not say; the zero Object is what is
// known of a key that means nothing to this module.
//
// Objects are comparable with ==.
type Object struct {
	// Source is the source that the object belongs to. Whether the object
	// holds events of that source says Kind.
	Source tlslog.Source

	// Kind is what the object is.
	Kind ObjectKind

	// Account is the AWS account whose logs the object holds, in 12 digits.
	Account string

	// Region is the AWS Region that the logs are of.
	Region string

	// Resource is a load balancer (app/name/id), a firewall's name, a
	// distribution's ID, a trail's name or the ID of a query.
	Resource string

	// Time is the time that the object has in its name, in UTC: the end of
	// the time that its records are of, or when it was delivered, depending on
	// the source. If the name has none it is the start of the hour or day in
	// which the object was delivered, as the folders have it.
	Time time.Time
}

// An ObjectKind is what an object in a bucket of logs is. The zero ObjectKind
// is unknown.
type ObjectKind string

// The kinds of objects. Objects of [KindLog] hold events that a [Decoder]
// reads, and those of [KindAlertLog] some. Objects of the other kinds hold
// none; a Decoder says what they are if it is given one.
const (
	KindLog            ObjectKind = "log"              // the records that a source's package reads
	KindAlertLog       ObjectKind = "alert log"        // alerts of Network Firewall
	KindFlowLog        ObjectKind = "flow log"         // flows of Network Firewall or of a VPC
	KindAccessLog      ObjectKind = "access log"       // requests to a load balancer
	KindHealthCheckLog ObjectKind = "health check log" // of the targets of a load balancer
	KindTestFile       ObjectKind = "test file"        // the trace of a test that a service may write to the bucket
	KindDigest         ObjectKind = "digest file"      // lists log files of CloudTrail, to validate them
	KindInsight        ObjectKind = "insights"         // CloudTrail Insights events
	KindQueryResult    ObjectKind = "query result"     // of CloudTrail Lake, for a cloudtrail.LakeDecoder
	KindSignature      ObjectKind = "query signature"  // of CloudTrail Lake
)

// SourceOfKey returns what the key of an S3 object promises, without a look at
// the object. It knows the names that AWS gives to the objects it delivers,
// wherever they lie, and the folders below AWSLogs, in the plain and in the
// Hive-compatible form (account-id=…/region=…/year=…). A key that it does not
// know is no error; the object may still hold a log, as its content tells.
//
// CloudFront, and load balancers that deliver through CloudWatch Logs, give
// their access logs and connection logs the same folders and names: then Kind
// is not known, and of a load balancer's object neither is Source.
//
// The key is taken as it is. Notifications of Amazon S3 have it URL-encoded;
// decode it first, with [net/url.QueryUnescape].
//
// The strings of the Object are parts of key, or copies.
func SourceOfKey(key string) Object {
	folders, name := "", key
	if i := strings.LastIndexByte(key, '/'); i >= 0 {
		folders, name = key[:i], key[i+1:]
	}
	var o Object
	if _, below, ok := cutFolder(folders, "AWSLogs"); ok {
		o.readFolders(below, name)
	}
	o.readName(name)
	return o
}

// cutFolder returns what is before and behind the last folder of this name.
func cutFolder(folders, name string) (before, behind string, found bool) {
	for end := len(folders); ; {
		i := strings.LastIndex(folders[:end], name)
		if i < 0 {
			return "", "", false
		}
		before, behind = folders[:i], folders[i+len(name):]
		if (before == "" || before[i-1] == '/') && (behind == "" || behind[0] == '/') {
			return before, strings.TrimPrefix(behind, "/"), true
		}
		end = i
	}
}

// readFolders takes what the folders below AWSLogs tell.
func (o *Object) readFolders(folders, name string) {
	var service, date string // date as digits
	for folder := range strings.SplitSeq(folders, "/") {
		hiveName, value, hive := strings.Cut(folder, "=")
		if !hive {
			value = folder
		}
		switch {
		case hive && hiveName == "aws-account-id", !hive && o.Account == "" && service == "" && isAccount(value):
			o.Account = value
		case hive && hiveName == "region", !hive && service != "" && o.Region == "" && isRegion(value):
			o.Region = value
		case hive:
			switch strings.ToLower(hiveName) {
			case "distributionid": // inferred from the variable {DistributionId} of suffix paths
				if isDistribution(value) {
					o.Resource = value
				}
			case "year", "month", "day", "hour":
				if len(date)+len(value) <= len("2006010215") {
					date += value
				}
			}
		case service == "" && strings.HasPrefix(value, "o-"): // an organization
		case service == "":
			service = value
		case isDigits(value, 4) && date == "" || isDigits(value, 2) && date != "" && len(date) < len("2006010215"):
			date += value
		case service == "network-firewall" && o.Region == "":
			o.firewallLog(value)
		case service == "network-firewall" && o.Resource == "",
			service == "CloudFront" && o.Resource == "" && isDistribution(value),
			service == "CloudTrail-Lake" && date != "":
			o.Resource = value
		}
	}
	if !isAccount(o.Account) {
		o.Account = ""
	}
	for _, layout := range [...]string{"2006010215", "20060102"} {
		if t, err := time.Parse(layout, date); err == nil {
			o.Time = t
		}
	}
	switch service {
	case "CloudFront":
		o.Source = tlslog.SourceCloudFront
	case "CloudTrail-Lake":
		switch {
		case name == "result_sign.json":
			o.Source, o.Kind = tlslog.SourceCloudTrail, KindSignature
		case strings.HasPrefix(name, "result_"):
			o.Source, o.Kind = tlslog.SourceCloudTrail, KindQueryResult
		}
	case "network-firewall":
		o.Source = tlslog.SourceNetworkFirewall
	default:
		o.trailFolder(service)
	}
}

// firewallLog takes the name that Network Firewall has for a type of log.
func (o *Object) firewallLog(name string) {
	switch name {
	case "tls":
		o.Kind = KindLog
	case "alert":
		o.Kind = KindAlertLog
	case "flow":
		o.Kind = KindFlowLog
	}
}

// trailFolder takes the name that CloudTrail has for a kind of file, in folders
// and in names of files. (That Insights events have theirs in the names of
// files, too, is inferred.)
func (o *Object) trailFolder(name string) bool {
	switch name {
	case "CloudTrail":
		o.Kind = KindLog
	case "CloudTrail-Digest":
		o.Kind = KindDigest
	case "CloudTrail-Insight":
		o.Kind = KindInsight
	default:
		return false
	}
	o.Source = tlslog.SourceCloudTrail
	return true
}

// readName takes what the object's own name tells. It says more than folders.
func (o *Object) readName(name string) {
	switch {
	case name == "aws-logs-write-test": // of an export from CloudWatch Logs
		o.Kind = KindTestFile
		return
	case strings.HasPrefix(name, "ELB") && strings.HasSuffix(name, "LogTestFile"):
		o.Source, o.Kind = tlslog.SourceALB, KindTestFile
		return
	}
	if o.readLoadBalancer(name) || o.readDistribution(name) {
		return
	}
	account, rest, _ := strings.Cut(name, "_")
	service, rest, ok := strings.Cut(rest, "_")
	if !ok || !isAccount(account) {
		return
	}
	var n Object
	switch {
	case n.trailFolder(service):
	case service == "network-firewall":
		var log string
		log, rest, _ = strings.Cut(rest, "_")
		n.Source = tlslog.SourceNetworkFirewall
		n.firewallLog(log)
	case service == "vpcflowlogs":
		n.Kind = KindFlowLog
	default:
		return
	}
	n.Account = account
	n.Region, rest, _ = strings.Cut(rest, "_")
	if !isRegion(n.Region) {
		return
	}
	rest, _, _ = strings.Cut(rest, ".json")
	rest, _, _ = strings.Cut(rest, ".log")
	// What is left is a time, with a resource before it or a random part
	// behind it, or both. A trail's name can have underscores and dots.
	for end := len(rest); end >= 0; {
		start := strings.LastIndexByte(rest[:end], '_') + 1
		if t, ok := keyTime(rest[start:end]); ok {
			n.Time = t
			n.Resource = strings.TrimSuffix(rest[:start], "_")
			break
		}
		end = start - 1
	}
	if n.Kind == KindDigest { // the trail's home Region is behind its name
		if i := strings.LastIndexByte(n.Resource, '_'); i >= 0 {
			n.Resource = n.Resource[:i]
		}
	}
	o.take(n)
}

// readLoadBalancer takes the name of a log that load balancers write:
//
//	conn_log_111122223333_elasticloadbalancing_eu-west-1_app.name.id_20260923T1200Z_192.0.2.1_random.log.gz
//
// The user guide has had a dot behind conn_log; objects have an underscore
// (observed). Access logs have nothing before the account.
func (o *Object) readLoadBalancer(name string) bool {
	n := Object{Source: tlslog.SourceALB, Kind: KindAccessLog}
	if rest, ok := strings.CutPrefix(name, "conn_log"); ok && rest != "" && (rest[0] == '_' || rest[0] == '.') {
		n.Kind, name = KindLog, rest[1:]
	} else if rest, ok := strings.CutPrefix(name, "health_check_log_"); ok {
		n.Kind, name = KindHealthCheckLog, rest
	}
	account, rest, ok := strings.Cut(name, "_elasticloadbalancing_")
	if !ok || !isAccount(account) {
		return false
	}
	n.Account = account
	n.Region, rest, _ = strings.Cut(rest, "_")
	balancer, rest, _ := strings.Cut(rest, "_")
	stamp, _, _ := strings.Cut(rest, "_")
	if !isRegion(n.Region) {
		return false
	}
	if n.Time, ok = keyTime(stamp); !ok {
		return false
	}
	n.Resource = strings.ReplaceAll(balancer, ".", "/")
	if !strings.HasPrefix(n.Resource, "app/") {
		n.Source = tlslog.SourceUnknown // a Network or Classic Load Balancer
	}
	o.take(n)
	return true
}

// readDistribution takes the name of a log of CloudFront, such as
//
//	E2EXAMPLE1ABC.2026-09-23-07.0a1b2c3d.gz
//
// That is documented for access logs, and inferred for connection logs.
func (o *Object) readDistribution(name string) bool {
	distribution, rest, _ := strings.Cut(name, ".")
	hour, _, ok := strings.Cut(rest, ".")
	t, err := time.Parse("2006-01-02-15", hour)
	if !ok || err != nil || !isDistribution(distribution) {
		return false
	}
	o.take(Object{Source: tlslog.SourceCloudFront, Resource: distribution, Time: t})
	return true
}

// take makes what a name tells count, in place of what folders tell.
func (o *Object) take(n Object) {
	if n.Account == "" {
		n.Account = o.Account
	}
	if n.Region == "" {
		n.Region = o.Region
	}
	if n.Resource == "" {
		n.Resource = o.Resource
	}
	if n.Time.IsZero() {
		n.Time = o.Time
	}
	*o = n
}

// keyTime reads a time as names of objects have it, in UTC. (CloudTrail's
// digest files have seconds; Network Firewall's logs have a T and a Z in the
// text of the documentation and not in its examples.)
func keyTime(s string) (time.Time, bool) {
	for _, layout := range [...]string{"20060102T1504Z", "20060102T150405Z", "200601021504"} {
		if len(s) == len(layout) {
			t, err := time.Parse(layout, s)
			return t, err == nil
		}
	}
	return time.Time{}, false
}

// isAccount reports whether s is the ID of an AWS account.
func isAccount(s string) bool { return isDigits(s, 12) }

// isRegion reports whether s can be the name of a Region, such as eu-west-1,
// us-gov-east-1 or that of one to come: words and a number.
func isRegion(s string) bool {
	i := strings.LastIndexByte(s, '-')
	return i > 0 && strings.IndexByte(s[:i], '-') > 0 &&
		strings.Trim(s[:i], "abcdefghijklmnopqrstuvwxyz-") == "" && isDigits(s[i+1:], len(s)-i-1) && i < len(s)-1
}

// isDistribution reports whether s can be the ID of a distribution.
func isDistribution(s string) bool {
	return len(s) >= 8 && s[0] == 'E' && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}

// isDigits reports whether s is n digits.
func isDigits(s string, n int) bool { return len(s) == n && strings.Trim(s, "0123456789") == "" }
