package cloudtrail

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// A corpus makes events that look like CloudTrail's: their members, the order
// and the lengths of their values are those of published events, in about the
// same proportions; the values are made up. Equal seeds make equal events.
type corpus struct{ *rand.Rand }

func newCorpus(seed uint64) corpus { return corpus{rand.New(rand.NewPCG(seed, 5))} }

func (c corpus) from(alphabet string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[c.IntN(len(alphabet))]
	}
	return string(b)
}

func (c corpus) hex(n int) string        { return c.from("0123456789abcdef", n) }
func (c corpus) upper(n int) string      { return c.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", n) }
func (c corpus) pick(s ...string) string { return s[c.IntN(len(s))] }
func (c corpus) account() string         { return c.pick("111122223333", "123456789012", "444455556666") }

func (c corpus) uuid() string {
	return c.hex(8) + "-" + c.hex(4) + "-" + c.hex(4) + "-" + c.hex(4) + "-" + c.hex(12)
}

func (c corpus) time() string {
	t := time.Date(2026, 3, 1, 0, 0, c.IntN(30*86400), 0, time.UTC)
	return t.Format(time.RFC3339)
}

func (c corpus) source() string {
	switch c.IntN(10) {
	case 0:
		return fmt.Sprintf("2001:db8:%x::%x", c.IntN(1<<16), c.IntN(1<<16))
	case 1:
		return c.pick("cloudformation.amazonaws.com", "AWS Internal", "AWS Internal/3")
	}
	return fmt.Sprintf("%d.%d.%d.%d", 1+c.IntN(222), c.IntN(256), c.IntN(256), c.IntN(256))
}

func (c corpus) userAgent() string {
	return c.pick(
		"aws-cli/2.15.30 Python/3.11.8 Linux/5.10.215-203.850.amzn2.x86_64 exe/x86_64.amzn.2 prompt/off command/ec2.describe-instances",
		"Boto3/1.34.84 md/Botocore#1.34.84 ua/2.0 os/linux#5.10.214 md/arch#x86_64 lang/python#3.11.9 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.34.84",
		"aws-sdk-go-v2/1.26.1 os/linux lang/go#1.22.2 md/GOOS#linux md/GOARCH#amd64 api/sts#1.28.6",
		"APN/1.0 HashiCorp/1.0 Terraform/1.7.5 (+https://www.terraform.io) terraform-provider-aws/5.44.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.26.1 os/linux lang/go#1.21.8",
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36",
		`[agent/7.53.0 \"quoted\"]`,
		"AWS Internal",
	)
}

// event returns one event of about 0.5 to 20 kB, most of them of 1 to 2 kB.
func (c corpus) event() string {
	switch c.IntN(60) {
	case 0:
		return c.insight()
	case 1:
		return c.networkActivity()
	case 2:
		return c.aggregated()
	}
	var b strings.Builder
	put := func(format string, args ...any) { fmt.Fprintf(&b, format, args...) }
	service := c.pick("ec2", "s3", "s3", "kms", "iam", "dynamodb", "sts", "secretsmanager")
	region := c.pick("us-east-1", "us-east-1", "eu-west-1", "ap-southeast-2")
	account := c.account()
	invoked := c.IntN(8) == 0

	put(`{"eventVersion":"%s","userIdentity":`, c.pick("1.08", "1.09", "1.10", "1.11", "1.11"))
	c.identity(put, account, invoked)
	put(`,"eventTime":"%s","eventSource":"%s.amazonaws.com","eventName":"%s","awsRegion":"%s","sourceIPAddress":"%s","userAgent":"%s"`,
		c.time(), service, c.pick("GetObject", "PutObject", "Decrypt", "DescribeInstances", "AssumeRole", "PutRolePolicy", "Query", "GetSecretValue"),
		region, c.source(), c.userAgent())
	if c.IntN(9) == 0 {
		put(`,"errorCode":"%s","errorMessage":"User: arn:aws:sts::%s:assumed-role/app/%s is not authorized to perform: iam:PutRolePolicy because no identity-based policy allows the action"`,
			c.pick("AccessDenied", "Client.UnauthorizedOperation", "ThrottlingException", "NoSuchEntityException"), account, c.hex(8))
	}
	c.parameters(put, account, region, service)
	put(`,"requestID":"%s","eventID":"%s","readOnly":%t`, c.uuid(), c.uuid(), c.IntN(2) == 0)
	if c.IntN(3) == 0 {
		put(`,"resources":[{"accountId":"%s","type":"AWS::KMS::Key","ARN":"arn:aws:kms:%s:%s:key/%s"}]`, account, region, account, c.uuid())
	}
	put(`,"eventType":"AwsApiCall","managementEvent":%t,"recipientAccountId":"%s","eventCategory":"%s"`,
		service != "s3", account, map[bool]string{true: "Data", false: "Management"}[service == "s3"])
	if !invoked && (service != "s3" || c.IntN(2) == 0) {
		if c.IntN(3) == 0 {
			put(`,"tlsDetails":{"tlsVersion":"TLSv1.2","cipherSuite":"%s","clientProvidedHostHeader":"%s.%s.amazonaws.com"}`,
				c.pick("ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-SHA"), service, region)
		} else {
			put(`,"tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"%s.%s.amazonaws.com","keyExchange":"%s"}`,
				service, region, c.pick("x25519", "X25519MLKEM768"))
		}
	}
	if c.IntN(12) == 0 {
		put(`,"sessionCredentialFromConsole":"true"`)
	}
	put(`}`)
	return b.String()
}

func (c corpus) identity(put func(string, ...any), account string, invoked bool) {
	switch {
	case invoked && c.IntN(2) == 0:
		put(`{"type":"AWSService","invokedBy":"%s.amazonaws.com"}`, c.pick("ec2", "lambda", "autoscaling"))
		return
	case c.IntN(4) == 0:
		user := "user-" + c.hex(2)
		put(`{"type":"IAMUser","principalId":"AIDA%s","arn":"arn:aws:iam::%s:user/%s","accountId":"%s","accessKeyId":"AKIA%s","userName":"%s"`,
			c.upper(17), account, user, account, c.upper(16), user)
	default:
		id, role := c.upper(17), c.pick("eks-node", "ci-runner", "lambda-execution", "backup")+"-"+c.hex(4)
		session := c.pick("i-0"+c.hex(16), "botocore-session-17"+c.hex(8), "jane.doe@example.com")
		put(`{"type":"AssumedRole","principalId":"AROA%s:%s","arn":"arn:aws:sts::%s:assumed-role/%s/%s","accountId":"%s","accessKeyId":"ASIA%s","sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AROA%s","arn":"arn:aws:iam::%s:role/%s","accountId":"%s","userName":"%s"},`,
			id, session, account, role, session, account, c.upper(16), id, account, role, account, role)
		if c.IntN(3) == 0 {
			put(`"webIdFederationData":{},`)
		}
		put(`"attributes":{"creationDate":"%s","mfaAuthenticated":"false"}`, c.time())
		if c.IntN(5) == 0 {
			put(`,"ec2RoleDelivery":"2.0"`)
		}
		put(`}`)
	}
	if invoked {
		put(`,"invokedBy":"%s"`, c.pick("AWS Internal", "cloudformation.amazonaws.com"))
	}
	put(`}`)
}

func (c corpus) parameters(put func(string, ...any), account, region, service string) {
	if service == "s3" {
		put(`,"requestParameters":{"bucketName":"prod-logs-%s","Host":"prod-logs.s3.%s.amazonaws.com","key":"AWSLogs/%s/%s.json.gz"},"responseElements":null,"additionalEventData":{"SignatureVersion":"SigV4","CipherSuite":"TLS_AES_128_GCM_SHA256","bytesTransferredIn":0,"AuthenticationMethod":"AuthHeader","x-amz-id-2":"%s=","bytesTransferredOut":%d}`,
			c.hex(2), region, account, c.hex(20), c.upper(75), c.IntN(100000))
		return
	}
	switch c.IntN(5) {
	case 0:
		put(`,"requestParameters":null,"responseElements":null`)
	case 1:
		put(`,"requestParameters":{"roleName":"app-%s","policyName":"inline-%s","policyDocument":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"s3:GetObject\",\"s3:PutObject\"],\"Resource\":\"arn:aws:s3:::prod-%s/*\"}]}"},"responseElements":null`,
			c.hex(4), c.hex(4), c.hex(6))
	case 2:
		put(`,"requestParameters":{"roleArn":"arn:aws:iam::%s:role/app-%s","roleSessionName":"%s","durationSeconds":3600},"responseElements":{"credentials":{"accessKeyId":"ASIA%s","sessionToken":"%s","expiration":"Mar 14, 2026, 11:11:11 AM"},"assumedRoleUser":{"assumedRoleId":"AROA%s:x","arn":"arn:aws:sts::%s:assumed-role/app"}}`,
			account, c.hex(4), c.hex(12), c.upper(16), c.upper(340), c.upper(17), account)
	case 3:
		put(`,"requestParameters":{"maxResults":1000,"instancesSet":{"items":[{"instanceId":"i-0%s"}]},"filterSet":{"items":[{"name":"instance-state-name","valueSet":{"items":[{"value":"running"},{"value":"pending"}]}}]}},"responseElements":null`, c.hex(16))
	default:
		put(`,"requestParameters":{"instancesSet":{"items":[{"minCount":1,"maxCount":%d}]},"clientToken":"%s","disableApiTermination":false},"responseElements":{"requestId":"%s","groupSet":{},"instancesSet":{"items":[`,
			1+c.IntN(3), c.uuid(), c.uuid())
		n := 1 + c.IntN(2)
		if c.IntN(12) == 0 {
			n = 5 + c.IntN(20)
		}
		for i := range n {
			if i > 0 {
				put(",")
			}
			put(`{"instanceId":"i-0%s","imageId":"ami-0%s","currentState":{"code":0,"name":"pending"},"privateDnsName":"ip-10-0-%d-%d.ec2.internal","amiLaunchIndex":%d,"productCodes":{},"instanceType":"m6i.2xlarge","launchTime":%d,"placement":{"availabilityZone":"%sa","tenancy":"default"},"monitoring":{"state":"disabled"},"subnetId":"subnet-0%s","vpcId":"vpc-0%s","stateReason":{"code":"pending","message":"pending"},"architecture":"x86_64","rootDeviceType":"ebs","groupSet":{"items":[{"groupId":"sg-0%s","groupName":"eks-cluster-sg"}]},"ebsOptimized":false,"enaSupport":true,"cpuOptions":{"coreCount":4,"threadsPerCore":2}}`,
				c.hex(16), c.hex(16), c.IntN(256), c.IntN(256), i, 1773446400000+int64(c.IntN(86400000)), region, c.hex(16), c.hex(16), c.hex(16))
		}
		put(`]}}`)
	}
}

func (c corpus) insight() string {
	return fmt.Sprintf(`{"eventVersion":"1.08","eventTime":"%s","awsRegion":"us-east-1","eventID":"%s","eventType":"AwsCloudTrailInsight","recipientAccountId":"%s","sharedEventID":"%s","insightDetails":{"state":"Start","eventSource":"autoscaling.amazonaws.com","eventName":"CompleteLifecycleAction","insightType":"ApiCallRateInsight","insightContext":{"statistics":{"baseline":{"average":9.82222E-5},"insight":{"average":5.0},"insightDuration":1,"baselineDuration":10181},"attributions":[]}},"eventCategory":"Insight"}`,
		c.time(), c.uuid(), c.account(), c.uuid())
}

func (c corpus) networkActivity() string {
	return fmt.Sprintf(`{"eventVersion":"1.09","userIdentity":{"type":"AWSAccount","principalId":"AKIA%s","accountId":"%s"},"eventTime":"%s","eventSource":"kms.amazonaws.com","eventName":"ListKeys","awsRegion":"us-east-1","sourceIPAddress":"%s","errorCode":"VpceAccessDenied","errorMessage":"The request was denied due to a VPC endpoint policy","requestID":"%s","eventID":"%s","eventType":"AwsVpceEvent","recipientAccountId":"%s","sharedEventID":"%s","vpcEndpointId":"vpce-%s","vpcEndpointAccountId":"%s","eventCategory":"NetworkActivity"}`,
		c.upper(16), c.account(), c.time(), c.source(), c.uuid(), c.uuid(), c.account(), c.uuid(), c.hex(17), c.account())
}

func (c corpus) aggregated() string {
	return fmt.Sprintf(`{"eventVersion":"1.0","accountId":"%s","eventId":"%s","eventCategory":"Aggregated","eventType":"AwsAggregatedEvent","awsRegion":"us-west-2","eventSource":"s3.amazonaws.com","timeWindow":{"windowStart":"%s","windowEnd":"%s","windowSize":"PT5M"},"summary":{"primaryDimension":{"dimension":"eventName","statistics":[{"name":"PutObject","value":%d}],"aggregationType":"Count"},"details":[]}}`,
		c.account(), c.uuid(), c.time(), c.time(), c.IntN(1000))
}

// events returns so many events.
func (c corpus) events(n int) []string {
	events := make([]string, n)
	for i := range events {
		events[i] = c.event()
	}
	return events
}

// file returns events as CloudTrail writes them to S3.
func file(events []string) string { return `{"Records":[` + strings.Join(events, ",") + `]}` }

// someEvents is what the tests take of the corpus; it has all kinds of event.
func someEvents() []string { return newCorpus(1).events(300) }
