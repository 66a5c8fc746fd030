package gen

import (
	"fmt"
	"strings"
)

// call returns the next call. The shares are roughly those of an account that
// logs data events, too.
func (a *account) call() call {
	c := a.callers.next()
	e := call{identity: c.identity, address: c.address, userAgent: c.userAgent, console: c.console}
	switch x := a.r.IntN(1000); {
	case x < 260:
		a.s3Object(&e)
	case x < 350:
		a.describe(&e)
	case x < 400:
		a.scale(&e)
	case x < 520:
		a.decrypt(&e)
	case x < 620:
		a.assumeRole(&e)
	case x < 700:
		a.tableItem(&e)
	case x < 760:
		a.logStream(&e)
	case x < 810:
		a.invoke(&e)
	case x < 860:
		a.secret(&e)
	case x < 900:
		a.query(&e)
	case x < 930:
		a.policy(&e)
	case x < 955:
		a.runInstances(&e)
	case x < 975:
		a.signIn(&e)
	case x < 985:
		a.rotateKey(&e)
	default:
		a.evict(&e)
	}
	return e
}

func (a *account) host(service string) string { return service + "." + a.region + ".amazonaws.com" }

func (a *account) s3Object(e *call) {
	r, bucket := a.r, a.buckets.next()
	key := pick(r, "AWSLogs/"+a.id+"/vpcflowlogs/", "exports/customer="+hexDigits(r, 6)+"/year=2026/month=09/", "build/", "a b/ü/") + hexDigits(r, 4+r.IntN(40)) + pick(r, ".json.gz", ".parquet", "")
	e.source, e.name, e.data = "s3", pick(r, "GetObject", "GetObject", "GetObject", "PutObject", "HeadObject"), true
	e.readOnly = e.name != "PutObject"
	e.userAgent = "[" + e.userAgent + "]"
	e.host = bucket + "." + a.host("s3")
	e.request = fmt.Sprintf(`{"bucketName":"%s","Host":"%s","key":"%s"}`, bucket, e.host, key)
	_, cipher, _ := negotiate(r)
	e.additional = fmt.Sprintf(`{"SignatureVersion":"SigV4","CipherSuite":"%s","bytesTransferredIn":%d,"AuthenticationMethod":"AuthHeader","x-amz-id-2":"%s/%s=","bytesTransferredOut":%d}`,
		cipher, r.IntN(3)*r.IntN(1<<20), capitals(r, 40), capitals(r, 34), logNormal(r, 40_000, 2))
	e.resources = fmt.Sprintf(`[{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::%s/%s"},{"accountId":"%s","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::%[1]s"}]`, bucket, key, a.id)
	if percent(r, 30) {
		e.vpcEndpoint = "vpce-" + hexDigits(r, 17)
	}
	if percent(r, 5) {
		e.errorCode = "AccessDenied"
		e.errorMessage = fmt.Sprintf(`User: arn:aws:sts::%s:assumed-role/%s/session is not authorized to perform: s3:%s on resource: "arn:aws:s3:::%s/%s" because no identity-based policy allows the s3:%[3]s action`, a.id, pick(r, a.roles...), e.name, bucket, key)
	}
}

func (a *account) describe(e *call) {
	r := a.r
	e.source, e.name, e.readOnly = "ec2", pick(r, "DescribeInstances", "DescribeVolumes", "DescribeSecurityGroups", "DescribeNetworkInterfaces", "DescribeTags"), true
	e.host = a.host("ec2")
	items := make([]string, logNormal(r, 2, 1.2))
	for i := range items {
		items[i] = `{"instanceId":"i-0` + hexDigits(r, 16) + `"}`
	}
	e.request = `{"maxResults":` + fmt.Sprint(5+r.IntN(996)) + `,"instancesSet":{"items":[` + strings.Join(items, ",") + `]},"filterSet":{"items":[{"name":"instance-state-name","valueSet":{"items":[{"value":"running"},{"value":"pending"}]}}]}}`
	if percent(r, 6) {
		e.errorCode, e.errorMessage = "Client.RequestLimitExceeded", "Request limit exceeded."
	}
}

// scale makes an event of a service that asks for itself.
func (a *account) scale(e *call) {
	a.describe(e)
	e.identity = `{"type":"AWSService","invokedBy":"autoscaling.amazonaws.com"}`
	e.address, e.userAgent = "autoscaling.amazonaws.com", "autoscaling.amazonaws.com"
	e.host, e.console = "", false
}

func (a *account) decrypt(e *call) {
	r, key := a.r, pick(a.r, a.keys...)
	e.source, e.name, e.readOnly = "kms", "Decrypt", true
	if percent(r, 60) { // on somebody's behalf: there are no TLS details
		e.address, e.userAgent = "secretsmanager.amazonaws.com", "secretsmanager.amazonaws.com"
	} else {
		e.host = a.host("kms")
	}
	e.request = fmt.Sprintf(`{"encryptionAlgorithm":"SYMMETRIC_DEFAULT","encryptionContext":{"SecretARN":"arn:aws:secretsmanager:%s:%s:secret:prod/db-%s","SecretVersionId":"%s"}}`, a.region, a.id, hexDigits(r, 6), uuid(r))
	e.resources = fmt.Sprintf(`[{"accountId":"%s","type":"AWS::KMS::Key","ARN":"%s"}]`, a.id, key)
}

func (a *account) assumeRole(e *call) {
	r, role, session := a.r, pick(a.r, a.roles...), a.sessionName()
	service := pick(r, "ec2.amazonaws.com", "lambda.amazonaws.com", "eks.amazonaws.com", "autoscaling.amazonaws.com")
	e.identity = `{"type":"AWSService","invokedBy":"` + service + `"}`
	e.source, e.name, e.readOnly, e.sharedID = "sts", "AssumeRole", true, uuid(r)
	e.address, e.userAgent = service, service
	arn := "arn:aws:iam::" + a.id + ":role/" + role
	e.request = fmt.Sprintf(`{"roleArn":"%s","roleSessionName":"%s","durationSeconds":3600}`, arn, session)
	e.response = fmt.Sprintf(`{"credentials":{"accessKeyId":"ASIA%s","sessionToken":"%s","expiration":"Sep 14, 2026, 1:%02d:%02d PM"},"assumedRoleUser":{"assumedRoleId":"AROA%s:%s","arn":"arn:aws:sts::%s:assumed-role/%s/%[6]s"}}`,
		capitals(r, 16), capitals(r, 300+r.IntN(500)), r.IntN(60), r.IntN(60), capitals(r, 17), session, a.id, role)
	e.resources = fmt.Sprintf(`[{"accountId":"%s","type":"AWS::IAM::Role","ARN":"%s"}]`, a.id, arn)
}

func (a *account) tableItem(e *call) {
	r, table := a.r, pick(a.r, "orders", "customers-v2", "sessions", "idempotency-keys")
	e.source, e.name, e.data = "dynamodb", pick(r, "GetItem", "Query", "PutItem", "UpdateItem"), true
	e.readOnly = e.name == "GetItem" || e.name == "Query"
	e.host = a.host("dynamodb")
	e.request = fmt.Sprintf(`{"tableName":"%s","key":{"id":"%s"},"consistentRead":%t}`, table, uuid(r), percent(r, 50))
	e.resources = fmt.Sprintf(`[{"accountId":"%s","type":"AWS::DynamoDB::Table","ARN":"arn:aws:dynamodb:%s:%[1]s:table/%[3]s"}]`, a.id, a.region, table)
	e.apiVersion = "2012-08-10"
	if percent(r, 8) {
		e.errorCode, e.errorMessage = "ConditionalCheckFailedException", "The conditional request failed"
	}
}

func (a *account) logStream(e *call) {
	r := a.r
	e.source, e.name, e.apiVersion = "logs", "CreateLogStream", "20140328"
	e.host = a.host("logs")
	e.request = fmt.Sprintf(`{"logStreamName":"2026/09/14/[$LATEST]%s","logGroupName":"/aws/lambda/fn-%s"}`, hexDigits(r, 32), hexDigits(r, 1+r.IntN(12)))
	if percent(r, 25) {
		e.errorCode, e.errorMessage = "ResourceAlreadyExistsException", "The specified log stream already exists"
	}
}

func (a *account) invoke(e *call) {
	r := a.r
	function := fmt.Sprintf("arn:aws:lambda:%s:%s:function:fn-%s", a.region, a.id, hexDigits(r, 3))
	e.source, e.name, e.data, e.apiVersion = "lambda", "Invoke", true, "2015-03-31"
	e.host = a.host("lambda")
	e.request = `{"functionName":"` + function + `"}`
	e.additional = `{"functionVersion":"` + function + `:$LATEST"}`
	e.resources = fmt.Sprintf(`[{"accountId":"%s","type":"AWS::Lambda::Function","ARN":"%s"}]`, a.id, function)
}

func (a *account) secret(e *call) {
	r := a.r
	e.source, e.name, e.readOnly = "secretsmanager", "GetSecretValue", true
	e.host = a.host("secretsmanager")
	e.request = fmt.Sprintf(`{"secretId":"arn:aws:secretsmanager:%s:%s:secret:prod/%s-%s"}`, a.region, a.id, pick(r, "db", "api-key", "signing"), capitals(r, 6))
	if percent(r, 4) {
		e.errorCode = "AccessDenied"
		e.errorMessage = "User is not authorized to perform: secretsmanager:GetSecretValue because no resource-based policy allows the action"
	}
}

// query makes an event with a long text that has many escapes.
func (a *account) query(e *call) {
	r := a.r
	var q strings.Builder
	q.WriteString("SELECT day, customer_id, \"count\"\nFROM events\nWHERE region IN ('us-east-1', 'eu-west-1')\n")
	for range min(logNormal(r, 9, 1.1), 130) {
		fmt.Fprintf(&q, "\tAND (customer_id <> '%s' OR \"amount\" > %d) -- %s\n", uuid(r), r.IntN(100_000), pick(r, "excluded", "see ticket", "naïve filter"))
	}
	e.source, e.name = "athena", "StartQueryExecution"
	e.host = a.host("athena")
	e.request = fmt.Sprintf(`{"queryString":%s,"clientRequestToken":"%s","queryExecutionContext":{"database":"lake","catalog":"AwsDataCatalog"},"workGroup":"primary"}`, quote(q.String()), uuid(r))
	e.response = `{"queryExecutionId":"` + uuid(r) + `"}`
}

// policy makes an event with JSON within a string.
func (a *account) policy(e *call) {
	r := a.r
	statements := make([]string, 1+min(logNormal(r, 2, 1), 40))
	for i := range statements {
		statements[i] = fmt.Sprintf(`{"Sid":"%s","Effect":"%s","Action":["s3:GetObject","s3:PutObject","kms:Decrypt"],"Resource":["arn:aws:s3:::%s/*","%s"],"Condition":{"Bool":{"aws:SecureTransport":"true"}}}`,
			capitals(r, 8), pick(r, "Allow", "Allow", "Deny"), a.buckets.next(), pick(r, a.keys...))
	}
	document := `{"Version":"2012-10-17","Statement":[` + strings.Join(statements, ",") + `]}`
	e.source, e.name, e.host = "iam", "PutRolePolicy", "iam.amazonaws.com"
	e.request = fmt.Sprintf(`{"roleName":"%s","policyName":"inline-%s","policyDocument":%s}`, pick(r, a.roles...), hexDigits(r, 4), quote(document))
	if percent(r, 10) {
		e.errorCode = "MalformedPolicyDocumentException"
		e.errorMessage = "Syntax errors in policy.\n\tThe \"Resource\" is not valid."
	}
}

// runInstances makes the longest events.
func (a *account) runInstances(e *call) {
	r := a.r
	items := make([]string, 1+min(logNormal(r, 2, 1), 11))
	for i := range items {
		items[i] = fmt.Sprintf(`{"instanceId":"i-0%s","imageId":"ami-0%s","currentState":{"code":0,"name":"pending"},"privateDnsName":"ip-%s.ec2.internal","amiLaunchIndex":%d,"productCodes":{},"instanceType":"%s","launchTime":%d,"placement":{"availabilityZone":"us-east-1a","tenancy":"default"},"monitoring":{"state":"disabled"},"subnetId":"subnet-0%s","vpcId":"vpc-0%s","privateIpAddress":"%s","stateReason":{"code":"pending","message":"pending"},"architecture":"%s","rootDeviceType":"ebs","rootDeviceName":"/dev/xvda","blockDeviceMapping":{},"virtualizationType":"hvm","hypervisor":"xen","clientToken":"%s","groupSet":{"items":[{"groupId":"sg-0%s","groupName":"eks-cluster-sg-%s"}]},"sourceDestCheck":true,"networkInterfaceSet":{"items":[{"networkInterfaceId":"eni-0%s","status":"in-use","macAddress":"0e:%02x:%02x:%02x:%02x:%02x","ipv6AddressesSet":{}}]},"iamInstanceProfile":{"arn":"arn:aws:iam::%s:instance-profile/%s"},"ebsOptimized":false,"enaSupport":true,"cpuOptions":{"coreCount":4,"threadsPerCore":2},"tagSet":{"items":[{"key":"Name","value":"%s"},{"key":"team","value":"%s"}]},"metadataOptions":{"state":"pending","httpTokens":"required","httpPutResponseHopLimit":2,"httpEndpoint":"enabled"}}`,
			hexDigits(r, 16), hexDigits(r, 16), strings.ReplaceAll(privateIPv4(r), ".", "-"), i, pick(r, "m7g.2xlarge", "c7i.large", "t4g.nano"), start.UnixMilli()+r.Int64N(86_400_000),
			hexDigits(r, 16), hexDigits(r, 16), privateIPv4(r), pick(r, "arm64", "x86_64"), uuid(r), hexDigits(r, 16), hexDigits(r, 6), hexDigits(r, 16),
			r.IntN(256), r.IntN(256), r.IntN(256), r.IntN(256), r.IntN(256), a.id, pick(r, a.roles...), hexDigits(r, 1+r.IntN(20)), pick(r, "payments", "data", "platform"))
	}
	e.source, e.name, e.host = "ec2", "RunInstances", a.host("ec2")
	e.request = fmt.Sprintf(`{"instancesSet":{"items":[{"minCount":1,"maxCount":%d}]},"clientToken":"%s","launchTemplate":{"launchTemplateId":"lt-0%s","version":"7"},"userData":"<sensitiveDataRemoved>","disableApiTermination":false}`, len(items), uuid(r), hexDigits(r, 16))
	e.response = fmt.Sprintf(`{"requestId":"%s","reservationId":"r-0%s","ownerId":"%s","groupSet":{},"instancesSet":{"items":[%s]}}`, uuid(r), hexDigits(r, 16), a.id, strings.Join(items, ","))
}

func (a *account) signIn(e *call) {
	r := a.r
	user := fmt.Sprintf("user-%d", r.IntN(400))
	e.identity = fmt.Sprintf(`{"type":"IAMUser","principalId":"AIDA%s","arn":"arn:aws:iam::%s:user/%s","accountId":"%[2]s","userName":"%[3]s"}`, capitals(r, 17), a.id, user)
	e.source, e.name, e.eventType = "signin", "ConsoleLogin", "AwsConsoleSignIn"
	e.host = "us-east-1.signin.aws.amazon.com"
	e.console = false
	e.response = `{"ConsoleLogin":"Success"}`
	e.additional = fmt.Sprintf(`{"LoginTo":"https://console.aws.amazon.com/console/home?hashArgs=%%23&isauthcode=true&state=hashArgsFromTB_us-east-1_%s","MobileVersion":"No","MFAUsed":"%s"}`, hexDigits(r, 16), pick(r, "Yes", "No"))
	if percent(r, 10) {
		e.response, e.errorMessage, e.errorCode = `{"ConsoleLogin":"Failure"}`, "Failed authentication", "Failure"
	}
}

// service makes the event of what a service does by itself.
func (a *account) service(e *call, source, name string) {
	e.identity = `{"accountId":"` + a.id + `","invokedBy":"AWS Internal"}`
	e.source, e.name, e.eventType = source, name, "AwsServiceEvent"
	e.address, e.userAgent = "AWS Internal", "AWS Internal"
	e.console = false
}

func (a *account) rotateKey(e *call) {
	a.service(e, "kms", "RotateKey")
	key := pick(a.r, a.keys...)
	e.resources = fmt.Sprintf(`[{"accountId":"%s","type":"AWS::KMS::Key","ARN":"%s"}]`, a.id, key)
	e.details = fmt.Sprintf(`{"keyId":"%s","rotationType":"AUTOMATIC","backingKeyId":"%s"}`, key, hexDigits(a.r, 64))
}

// evict makes the shortest events.
func (a *account) evict(e *call) {
	a.service(e, "ec2", "BidEvictedEvent")
	e.details = `{"instanceIdSet":["i-0` + hexDigits(a.r, 16) + `"]}`
}
