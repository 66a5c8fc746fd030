package gen

import (
	"fmt"
	"time"
)

// A caller makes calls from one place with one program.
type caller struct {
	identity  string // JSON
	userAgent string
	address   string
	console   bool
}

// userAgents are what SDKs and programs say of themselves.
var userAgents = []string{
	"aws-cli/2.27.50 md/awscrt#0.26.1 ua/2.1 os/linux#6.8.0-1031-aws md/arch#x86_64 lang/python#3.13.4 md/pyimpl#CPython m/Z,b,E cfg/retry-mode#standard md/installer#exe md/command#ec2.describe-instances",
	"Boto3/1.40.1 md/Botocore#1.40.1 ua/2.1 os/linux#5.10.240-238.955.amzn2.x86_64 md/arch#x86_64 lang/python#3.12.11 md/pyimpl#CPython exec-env/AWS_Lambda_python3.12 m/D,b cfg/retry-mode#legacy Botocore/1.40.1",
	"aws-sdk-go-v2/1.38.0 ua/2.1 os/linux lang/go#1.25.0 md/GOOS#linux md/GOARCH#arm64 api/s3#1.86.0 m/E,Z",
	"aws-sdk-java/2.32.14 md/io#sync md/http#Apache ua/2.1 os/Linux#6.1.141 lang/java#21.0.8 md/OpenJDK_64-Bit_Server_VM#21.0.8+9-LTS md/vendor#Amazon.com_Inc. md/en_US m/D,N",
	"APN/1.0 HashiCorp/1.0 Terraform/1.12.2 (+https://www.terraform.io) terraform-provider-aws/6.7.0 (+https://registry.terraform.io/providers/hashicorp/aws)",
	"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36",
	"aws-sdk-rust/1.3.8 os/linux lang/rust/1.88.0 aws-secrets-manager-agent/2.0.0",
	"kube-controller-manager/v1.33.3 (linux/arm64) kubernetes/80779bd aws-sdk-go-v2/1.36.5",
	`inventory-agent/3.2 ("nightly"; python-requests/2.32)`,
}

func (a *account) newCallers(n int) []caller {
	callers := make([]caller, n)
	for i := range callers {
		callers[i] = caller{a.identity(), pick(a.r, userAgents...), a.addresses.next(), percent(a.r, 4)}
	}
	return callers
}

// identity returns a userIdentity. Its key and its session stay the same for
// hours, as they do in real events.
func (a *account) identity() string {
	r := a.r
	created := start.Add(-time.Duration(r.IntN(6*3600)) * time.Second).Format(time.RFC3339)
	switch x := r.IntN(100); {
	case x < 62:
		role := pick(r, a.roles...)
		return a.assumedRole(role, a.sessionName(), created, pick(r, "", "", `,"ec2RoleDelivery":"2.0"`), "")
	case x < 72: // an instance whose credentials say so
		instance := "i-0" + hexDigits(r, 16)
		scope := fmt.Sprintf(`,"inScopeOf":{"issuerType":"AWS::EC2::Instance","credentialsIssuedTo":"arn:aws:ec2:%s:%s:instance/%s"}`, a.region, a.id, instance)
		return a.assumedRole(pick(r, a.roles...), instance, created, `,"ec2RoleDelivery":"2.0"`, scope)
	case x < 80:
		return a.assumedRole(pick(r, a.roles...), a.sessionName(), created, "", `,"invokedBy":"`+pick(r, "secretsmanager.amazonaws.com", "cloudformation.amazonaws.com", "AWS Internal")+`"`)
	case x < 84: // a pod, with web identity federation
		return fmt.Sprintf(`{"type":"WebIdentityUser","principalId":"arn:aws:iam::%s:oidc-provider/oidc.eks.%s.amazonaws.com/id/%s:sts.amazonaws.com:system:serviceaccount:prod:api","userName":"system:serviceaccount:prod:api-%s","identityProvider":"arn:aws:iam::%[1]s:oidc-provider/oidc.eks.%[2]s.amazonaws.com/id/%[3]s"}`,
			a.id, a.region, capitals(r, 32), hexDigits(r, 5))
	case x < 88:
		return fmt.Sprintf(`{"type":"IdentityCenterUser","accountId":"%s","onBehalfOf":{"userId":"%s","identityStoreArn":"arn:aws:identitystore::%[1]s:identitystore/d-%s"},"credentialId":"%s"}`,
			a.id, uuid(r), hexDigits(r, 10), hexDigits(r, 64))
	case x < 90:
		return fmt.Sprintf(`{"type":"Root","principalId":"%s","arn":"arn:aws:iam::%[1]s:root","accountId":"%[1]s","accessKeyId":""}`, a.id)
	}
	user := pick(r, "alice", "bob", "chloé", "deploy-bot", "terraform", "jürgen.müller") + fmt.Sprint(r.IntN(40))
	return fmt.Sprintf(`{"type":"IAMUser","principalId":"AIDA%s","arn":"arn:aws:iam::%s:user/%s","accountId":"%[2]s","accessKeyId":"AKIA%[4]s","userName":"%[3]s"}`,
		capitals(r, 17), a.id, user, capitals(r, 16))
}

func (a *account) assumedRole(role, session, created, inContext, after string) string {
	id := "AROA" + capitals(a.r, 17)
	return fmt.Sprintf(`{"type":"AssumedRole","principalId":"%s:%s","arn":"arn:aws:sts::%s:assumed-role/%s/%[2]s","accountId":"%[3]s","accessKeyId":"ASIA%[5]s","sessionContext":{"sessionIssuer":{"type":"Role","principalId":"%[1]s","arn":"arn:aws:iam::%[3]s:role/%[4]s","accountId":"%[3]s","userName":"%[4]s"},"webIdFederationData":{},"attributes":{"creationDate":"%[6]s","mfaAuthenticated":"%[7]t"}%[8]s}%[9]s}`,
		id, session, a.id, role, capitals(a.r, 16), created, percent(a.r, 20), inContext, after)
}

func (a *account) sessionName() string {
	switch a.r.IntN(4) {
	case 0:
		return "i-0" + hexDigits(a.r, 16)
	case 1:
		return fmt.Sprintf("botocore-session-%d", 1_790_000_000+a.r.IntN(1_000_000))
	case 2:
		return fmt.Sprintf("jane.doe%d@example.com", a.r.IntN(100))
	}
	return pick(a.r, "payments-api", "etl-nightly", "aws-go-sdk-17900000000"+hexDigits(a.r, 8))
}
