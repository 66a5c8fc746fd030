package jsonscan

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// corpus makes documents that look like AWS's. Equal seeds make equal
// documents. Member names, their order and the lengths of the values are those
// of published records; the values are made up.
type corpus struct{ *rand.Rand }

func newCorpus() corpus { return corpus{rand.New(rand.NewPCG(20, 26))} }

func (c corpus) from(alphabet string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[c.IntN(len(alphabet))]
	}
	return string(b)
}

func (c corpus) hex(n int) string   { return c.from("0123456789abcdef", n) }
func (c corpus) upper(n int) string { return c.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", n) }

func (c corpus) uuid() string {
	return strings.Join([]string{c.hex(8), c.hex(4), c.hex(4), c.hex(4), c.hex(12)}, "-")
}

func (c corpus) ip() string {
	if c.IntN(12) == 0 {
		return fmt.Sprintf("2001:db8:%x::%x", c.IntN(1<<16), c.IntN(1<<16))
	}
	return fmt.Sprintf("%d.%d.%d.%d", 1+c.IntN(222), c.IntN(256), c.IntN(256), c.IntN(256))
}

func (c corpus) pick(s ...string) string { return s[c.IntN(len(s))] }

func (c corpus) clock() string {
	return fmt.Sprintf("2026-03-14T%02d:%02d:%02d", c.IntN(24), c.IntN(60), c.IntN(60))
}

func (c corpus) role() string {
	return c.pick("eks-node", "ci-runner", "lambda-execution", "OrganizationAccountAccessRole", "backup") + "-" + c.hex(4)
}

func (c corpus) host() string {
	return c.pick("api", "cdn", "auth", "static", "telemetry", "pkg") + c.hex(2) + "." +
		c.pick("example.com", "corp.example.net", "s3.us-east-1.amazonaws.com")
}

// cloudTrail returns one CloudTrail event of about 0.8 to 3 kB.
func (c corpus) cloudTrail() string {
	var b strings.Builder
	put := func(format string, args ...any) { fmt.Fprintf(&b, format, args...) }
	const account = "123456789012"
	region := c.pick("us-east-1", "us-east-1", "eu-west-1", "ap-southeast-2")
	service := c.pick("ec2", "s3", "kms", "iam", "dynamodb", "sts")
	arn := func(kind string) string { return "arn:aws:" + service + ":" + region + ":" + account + ":" + kind }

	put(`{"eventVersion":"1.11","userIdentity":`)
	switch c.IntN(4) {
	case 0:
		user := "user-" + c.hex(2)
		put(`{"type":"IAMUser","principalId":"AIDA%s","arn":"arn:aws:iam::%s:user/%s","accountId":"%s","accessKeyId":"AKIA%s","userName":"%s"}`,
			c.upper(17), account, user, account, c.upper(16), user)
	case 1:
		put(`{"type":"AWSService","invokedBy":"%s.amazonaws.com"}`, c.pick("ec2", "lambda", "autoscaling"))
	default:
		id, role, session := c.upper(17), c.role(), c.pick("i-0"+c.hex(16), "botocore-session-17"+c.from("0123456789", 8), "jane.doe@example.com")
		put(`{"type":"AssumedRole","principalId":"AROA%s:%s","arn":"arn:aws:sts::%s:assumed-role/%s/%s","accountId":"%s","accessKeyId":"ASIA%s","sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AROA%s","arn":"arn:aws:iam::%s:role/%s","accountId":"%s","userName":"%s"},"webIdFederationData":{},"attributes":{"creationDate":"%sZ","mfaAuthenticated":"false"}}}`,
			id, session, account, role, session, account, c.upper(16), id, account, role, account, role, c.clock())
	}
	put(`,"eventTime":"%sZ","eventSource":"%s.amazonaws.com","eventName":"%s","awsRegion":"%s","sourceIPAddress":"%s","userAgent":"%s"`,
		c.clock(), service, c.pick("GetObject", "PutObject", "Decrypt", "DescribeInstances", "AssumeRole", "PutRolePolicy", "Query"), region, c.ip(),
		c.pick("aws-cli/2.15.30 Python/3.11.8 Linux/5.10.215-203.850.amzn2.x86_64 exe/x86_64.amzn.2 prompt/off command/ec2.describe-instances",
			"Boto3/1.34.84 md/Botocore#1.34.84 ua/2.0 os/linux#5.10.214 md/arch#x86_64 lang/python#3.11.9 md/pyimpl#CPython cfg/retry-mode#legacy",
			"aws-sdk-go-v2/1.26.1 os/linux lang/go#1.22.2 md/GOOS#linux md/GOARCH#amd64 api/sts#1.28.6",
			"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36",
			`agent/7.53.0 (aws-integration; \"quoted\") python-requests/2.31`,
			"AWS Internal"))
	if c.IntN(8) == 0 {
		put(`,"errorCode":"AccessDenied","errorMessage":"User: %s is not authorized to perform: iam:PutRolePolicy on resource: role %s because no identity-based policy allows the action"`,
			arn("assumed-role/x/y"), c.role())
	}
	switch c.IntN(6) {
	case 0:
		put(`,"requestParameters":null,"responseElements":null`)
	case 1:
		put(`,"requestParameters":{"bucketName":"prod-logs-%s","Host":"prod-logs.s3.%s.amazonaws.com","key":"AWSLogs/%s/%s.json.gz"},"responseElements":null,"additionalEventData":{"SignatureVersion":"SigV4","CipherSuite":"TLS_AES_128_GCM_SHA256","bytesTransferredIn":0,"AuthenticationMethod":"AuthHeader","x-amz-id-2":"%s=","bytesTransferredOut":%d}`,
			c.hex(2), region, account, c.hex(20), c.upper(75), c.IntN(100000))
	case 2:
		put(`,"requestParameters":{"roleName":"%s","policyName":"inline-%s","policyDocument":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"s3:GetObject\",\"s3:PutObject\"],\"Resource\":\"arn:aws:s3:::prod-%s/*\"}]}"},"responseElements":null`,
			c.role(), c.hex(4), c.hex(6))
	case 3:
		put(`,"requestParameters":{"roleArn":"arn:aws:iam::%s:role/%s","roleSessionName":"%s","durationSeconds":3600},"responseElements":{"credentials":{"accessKeyId":"ASIA%s","sessionToken":"%s","expiration":"Mar 14, 2026, 11:11:11 AM"},"assumedRoleUser":{"assumedRoleId":"AROA%s:x","arn":"%s"}}`,
			account, c.role(), c.hex(12), c.upper(16), c.upper(340), c.upper(17), arn("assumed-role/"+c.role()))
	case 4:
		put(`,"requestParameters":{"maxResults":1000,"instancesSet":{"items":[{"instanceId":"i-0%s"}]},"filterSet":{"items":[{"name":"instance-state-name","valueSet":{"items":[{"value":"running"},{"value":"pending"}]}}]}},"responseElements":null`, c.hex(16))
	default:
		put(`,"requestParameters":{"instancesSet":{"items":[{"minCount":1,"maxCount":%d}]},"clientToken":"%s","disableApiTermination":false},"responseElements":{"requestId":"%s","ownerId":"%s","groupSet":{},"instancesSet":{"items":[`,
			1+c.IntN(3), c.uuid(), c.uuid(), account)
		for i := range 1 + c.IntN(2) {
			if i > 0 {
				put(",")
			}
			put(`{"instanceId":"i-0%s","imageId":"ami-0%s","currentState":{"code":0,"name":"pending"},"privateDnsName":"ip-10-0-%d-%d.ec2.internal","amiLaunchIndex":%d,"productCodes":{},"instanceType":"m6i.2xlarge","launchTime":%d,"placement":{"availabilityZone":"%sa","tenancy":"default"},"monitoring":{"state":"disabled"},"subnetId":"subnet-0%s","vpcId":"vpc-0%s","stateReason":{"code":"pending","message":"pending"},"architecture":"x86_64","rootDeviceType":"ebs","groupSet":{"items":[{"groupId":"sg-0%s","groupName":"eks-cluster-sg"}]},"ebsOptimized":false,"enaSupport":true,"cpuOptions":{"coreCount":4,"threadsPerCore":2}}`,
				c.hex(16), c.hex(16), c.IntN(256), c.IntN(256), i, 1773446400000+c.Int64N(86400000), region, c.hex(16), c.hex(16), c.hex(16))
		}
		put(`]}}`)
	}
	put(`,"requestID":"%s","eventID":"%s","readOnly":%t`, c.uuid(), c.uuid(), c.IntN(2) == 0)
	if c.IntN(2) == 0 {
		put(`,"resources":[{"accountId":"%s","type":"AWS::KMS::Key","ARN":"%s"}]`, account, arn("key/"+c.uuid()))
	}
	put(`,"eventType":"AwsApiCall","managementEvent":%t,"recipientAccountId":"%s","eventCategory":"%s"`,
		c.IntN(3) > 0, account, c.pick("Management", "Data"))
	if c.IntN(4) > 0 {
		put(`,"tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"%s.%s.amazonaws.com","keyExchange":"X25519MLKEM768"}`,
			service, region)
	}
	put(`}`)
	return b.String()
}

// networkFirewall returns one Network Firewall TLS record of about 450 bytes.
func (c corpus) networkFirewall() string {
	var b strings.Builder
	put := func(format string, args ...any) { fmt.Fprintf(&b, format, args...) }
	sni := c.host()
	put(`{"firewall_name":"egress-inspection-%s","availability_zone":"us-east-1%s","event_timestamp":%d,"event":{`,
		c.pick("prod", "staging"), c.pick("a", "b", "c"), 1773446400+c.IntN(86400))
	put(`"timestamp":"%s.%06dZ","src_ip":"10.%d.%d.%d","src_port":"%d",`,
		c.clock(), c.IntN(1e6), c.IntN(4), c.IntN(256), c.IntN(256), 1024+c.IntN(64000))
	if c.IntN(2) == 0 {
		put(`"revocation_check":{"leaf_cert_fpr":"%s","status":"%s","action":"%s"},"dest_ip":"%s","dest_port":"443","sni":"%s"}}`,
			c.upper(64), c.pick("REVOKED", "UNKNOWN"), c.pick("DROP", "REJECT", "PASS"), c.ip(), sni)
	} else {
		put(`"dest_ip":"%s","dest_port":"443","sni":"%s","tls_error":{"error_message":"SNI: %s Match Failed to server certificate names: %s/%s/www.%s "}}}`,
			c.ip(), sni, sni, c.host(), c.host(), c.host())
	}
	return b.String()
}

// records returns documents of n bytes or a little more together.
func records(n int, next func() string) (docs []string, size int) {
	for size < n {
		doc := next()
		docs = append(docs, doc)
		size += len(doc)
	}
	return docs, size
}

// window returns the documents as one string, so that they lie behind one
// another as they do in a file, and where each begins.
func window(docs []string) (s string, starts []int) {
	var b strings.Builder
	for _, doc := range docs {
		starts = append(starts, b.Len())
		b.WriteString(doc)
		b.WriteByte('\n')
	}
	return b.String(), starts
}

const benchSize = 8 << 20

func benchmarkRecords(b *testing.B, next func() string, read func(*Scanner) bool) {
	docs, _ := records(benchSize, next)
	s, starts := window(docs)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	var sc Scanner
	for b.Loop() {
		for _, start := range starts {
			sc.Reset(s, start)
			if !read(&sc) {
				b.Fatal(sc.Err())
			}
		}
	}
}

// BenchmarkSkip has, apart from the records themselves, records as they come out
// of CloudWatch Logs: each a string in a JSON document, with all its quotes
// escaped.
func BenchmarkSkip(b *testing.B) {
	b.Run("CloudTrail", func(b *testing.B) {
		benchmarkRecords(b, newCorpus().cloudTrail, (*Scanner).Skip)
	})
	b.Run("NetworkFirewall", func(b *testing.B) {
		benchmarkRecords(b, newCorpus().networkFirewall, (*Scanner).Skip)
	})
	b.Run("Escaped", func(b *testing.B) {
		c := newCorpus()
		benchmarkRecords(b, func() string { return string(AppendString(nil, c.networkFirewall())) }, (*Scanner).Skip)
	})
}

func BenchmarkWalk(b *testing.B) {
	b.Run("CloudTrail", func(b *testing.B) {
		var ev event
		benchmarkRecords(b, newCorpus().cloudTrail, func(sc *Scanner) bool { return ev.read(sc) })
	})
	b.Run("NetworkFirewall", func(b *testing.B) {
		var rec firewallRecord
		benchmarkRecords(b, newCorpus().networkFirewall, func(sc *Scanner) bool { return rec.read(sc) })
	})
}

func BenchmarkUnescape(b *testing.B) {
	c := newCorpus()
	docs, size := records(1<<20, func() string {
		quoted := AppendString(nil, c.networkFirewall())
		return string(quoted[1 : len(quoted)-1])
	})
	b.SetBytes(int64(size))
	b.ReportAllocs()
	buf := make([]byte, 0, 4096)
	for b.Loop() {
		for _, doc := range docs {
			buf = Unescape(buf[:0], doc)
		}
	}
}

func BenchmarkAppendString(b *testing.B) {
	docs, size := records(1<<20, newCorpus().networkFirewall)
	b.SetBytes(int64(size))
	b.ReportAllocs()
	buf := make([]byte, 0, 4096)
	for b.Loop() {
		for _, doc := range docs {
			buf = AppendString(buf[:0], doc)
		}
	}
}

func BenchmarkFramer(b *testing.B) {
	docs, _ := records(benchSize, newCorpus().cloudTrail)
	s, _ := window(docs)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		var framer Framer
		for rest := s; rest != ""; {
			end, _ := framer.Next(rest)
			rest = rest[end:]
		}
	}
}

// event is a CloudTrail event as a decoder would read it: the walk stops at
// every member, takes each string, and keeps free-form values as text.
type event struct {
	version, time, source, name, region, ip, agent         string
	errorCode, errorMessage, requestID, id, typ, account   string
	category, shared, api, vpce, console                   string
	request, response, additional, resources               string
	readOnly, management                                   bool
	idType, principal, arn, idAccount, key, user, invoker  string
	session                                                string
	tlsVersion, cipherSuite, hostHeader, keyExchange, rest string
	escapes                                                int
}

func (e *event) str(sc *Scanner) string {
	raw, esc, ok := sc.Str()
	if !ok {
		return ""
	}
	if esc {
		e.escapes++
	}
	return raw
}

func (e *event) read(sc *Scanner) bool {
	*e = event{}
	if !sc.EnterObject() {
		return false
	}
	for sc.NextMember() {
		switch sc.Key() {
		case "eventVersion":
			e.version = e.str(sc)
		case "userIdentity":
			e.readIdentity(sc)
		case "eventTime":
			e.time = e.str(sc)
		case "eventSource":
			e.source = e.str(sc)
		case "eventName":
			e.name = e.str(sc)
		case "awsRegion":
			e.region = e.str(sc)
		case "sourceIPAddress":
			e.ip = e.str(sc)
		case "userAgent":
			e.agent = e.str(sc)
		case "errorCode":
			e.errorCode = e.str(sc)
		case "errorMessage":
			e.errorMessage = e.str(sc)
		case "requestParameters":
			e.request = sc.Raw()
		case "responseElements":
			e.response = sc.Raw()
		case "additionalEventData":
			e.additional = sc.Raw()
		case "requestID":
			e.requestID = e.str(sc)
		case "eventID":
			e.id = e.str(sc)
		case "readOnly":
			e.readOnly, _ = sc.Bool()
		case "resources":
			e.resources = sc.Raw()
		case "eventType":
			e.typ = e.str(sc)
		case "apiVersion":
			e.api = e.str(sc)
		case "managementEvent":
			e.management, _ = sc.Bool()
		case "recipientAccountId":
			e.account = e.str(sc)
		case "sharedEventID":
			e.shared = e.str(sc)
		case "vpcEndpointId":
			e.vpce = e.str(sc)
		case "eventCategory":
			e.category = e.str(sc)
		case "sessionCredentialFromConsole":
			e.console = e.str(sc)
		case "tlsDetails":
			e.readTLS(sc)
		default:
			e.rest = sc.Raw()
		}
	}
	return sc.Err() == nil
}

func (e *event) readIdentity(sc *Scanner) {
	if !sc.EnterObject() {
		return
	}
	for sc.NextMember() {
		switch sc.Key() {
		case "type":
			e.idType = e.str(sc)
		case "principalId":
			e.principal = e.str(sc)
		case "arn":
			e.arn = e.str(sc)
		case "accountId":
			e.idAccount = e.str(sc)
		case "accessKeyId":
			e.key = e.str(sc)
		case "userName":
			e.user = e.str(sc)
		case "invokedBy":
			e.invoker = e.str(sc)
		case "sessionContext":
			e.session = sc.Raw()
		default:
			e.rest = sc.Raw()
		}
	}
}

func (e *event) readTLS(sc *Scanner) {
	if !sc.EnterObject() {
		return
	}
	for sc.NextMember() {
		switch sc.Key() {
		case "tlsVersion":
			e.tlsVersion = e.str(sc)
		case "cipherSuite":
			e.cipherSuite = e.str(sc)
		case "clientProvidedHostHeader":
			e.hostHeader = e.str(sc)
		case "keyExchange":
			e.keyExchange = e.str(sc)
		default:
			e.rest = sc.Raw()
		}
	}
}

// firewallRecord is a Network Firewall TLS record as a decoder would read it.
type firewallRecord struct {
	firewall, zone, created                        string
	time, src, srcPort, dst, dstPort, sni, message string
	fingerprint, status, action, rest              string
}

func (r *firewallRecord) read(sc *Scanner) bool {
	*r = firewallRecord{}
	if !sc.EnterObject() {
		return false
	}
	for sc.NextMember() {
		switch sc.Key() {
		case "firewall_name":
			r.firewall, _, _ = sc.Str()
		case "availability_zone":
			r.zone, _, _ = sc.Str()
		case "event_timestamp":
			r.created, _ = sc.Number()
		case "event":
			r.readEvent(sc)
		default:
			r.rest = sc.Raw()
		}
	}
	return sc.Err() == nil
}

func (r *firewallRecord) readEvent(sc *Scanner) {
	if !sc.EnterObject() {
		return
	}
	for sc.NextMember() {
		switch sc.Key() {
		case "timestamp":
			r.time, _, _ = sc.Str()
		case "src_ip":
			r.src, _, _ = sc.Str()
		case "src_port":
			r.srcPort, _, _ = sc.Str()
		case "dest_ip":
			r.dst, _, _ = sc.Str()
		case "dest_port":
			r.dstPort, _, _ = sc.Str()
		case "sni":
			r.sni, _, _ = sc.Str()
		case "tls_error", "revocation_check":
			r.readCheck(sc)
		default:
			r.rest = sc.Raw()
		}
	}
}

func (r *firewallRecord) readCheck(sc *Scanner) {
	if !sc.EnterObject() {
		return
	}
	for sc.NextMember() {
		switch sc.Key() {
		case "error_message":
			r.message, _, _ = sc.Str()
		case "leaf_cert_fpr":
			r.fingerprint, _, _ = sc.Str()
		case "status":
			r.status, _, _ = sc.Str()
		case "action":
			r.action, _, _ = sc.Str()
		default:
			r.rest = sc.Raw()
		}
	}
}
