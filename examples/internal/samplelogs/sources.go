package main

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"
	"time"
)

// alb writes a line of a load balancer.
func (c *company) alb(b *bytes.Buffer, at time.Time) {
	client := fmt.Sprintf("192.0.2.%d", 1+c.r.IntN(120))
	s := c.negotiate(at, 8, 52)
	latency := fmt.Sprintf("%.3f", 0.008+c.r.ExpFloat64()*0.030)
	subject, validity, serial, status, port := "-", "-", "-", "Success", "443"
	balancer := c.pick("app/shop/6d0ecf831eec9f09", "app/shop/6d0ecf831eec9f09", "app/meters/50dc6c495c0c9188")
	certified := func(x certificate) {
		subject = "CN=" + x.name + `,O=Example Corp,C=DE`
		validity = "NotBefore=" + x.notBefore + ";NotAfter=" + x.notAfter
		serial = x.serial
		if at.Format(time.RFC3339) > x.notAfter {
			status = "Failed:ClientCertExpired"
		}
	}
	switch {
	case c.percent(11 - 8*c.progress(at)):
		client = fmt.Sprintf("203.0.113.%d", 40+c.r.IntN(4))
		s = c.outdated()
	case c.percent(4):
		s, latency, port, status = session{}, "", "80", "-"
	case c.percent(14):
		client = "198.51.100.23"
		certified(c.partner(at))
	case c.percent(18):
		certified(c.device())
		if c.percent(6) {
			status = "Failed:" + c.pick("ClientCertUntrusted", "ClientCertCrlHit", "ClientCertMaxChainDepthExceeded")
		}
	case c.percent(3):
		status = "Failed:UnmappedConnectionError"
	}
	if strings.HasPrefix(status, "Failed") {
		s, latency = session{}, ""
	}
	fmt.Fprintf(b, "%s %s %d %s %s %s %s \"%s\" %s %s %s TID_%s %s %s 198.51.100.7",
		at.Format("2006-01-02T15:04:05.000000Z"), client, c.port(), port, cmp.Or(s.protocol, "-"), cmp.Or(s.cipher, "-"), cmp.Or(latency, "-"),
		subject, validity, serial, status, c.hex(32), cmp.Or(s.keyExchange, "-"), balancer)
}

// cloudFront writes an object of CloudFront's.
func (c *company) cloudFront(b *bytes.Buffer, at time.Time) {
	s := c.negotiate(at, 0, 0)
	x := c.device()
	status, duration := "Success", fmt.Sprint(int(20+c.r.ExpFloat64()*60))
	switch {
	case c.percent(2):
		status = "Failed:ClientCertOcspDenied"
	case c.percent(2):
		status = "Failed:TcpTimeout"
	}
	if status != "Success" {
		s, duration = session{"-", "-", ""}, "-"
	}
	fmt.Fprintf(b, `{"eventTimestamp":"%d","connectionId":"%sQx_%s==","connectionStatus":"%s","clientIp":"192.0.2.%d","clientPort":"%d","serverIp":"198.51.100.101",`+
		`"distributionId":"E2EXAMPLE1ABC","distributionTenantId":"-","tlsProtocol":"%s","tlsCipher":"%s","tlsHandshakeDuration":"%s","tlsSni":"%s",`+
		`"clientLeafCertSerialNumber":"%s","clientLeafCertSubject":"C=DE, O=Example Corp, CN=%s","clientLeafCertIssuer":"C=DE, O=Example Corp, CN=Example Client CA 1",`+
		`"clientLeafCertValidity":"NotBefore=%s;NotAfter=%s","connectionLogCustomData":"-"}`,
		at.UnixMilli(), c.hex(16), c.hex(8), status, 130+c.r.IntN(60), c.port(), s.protocol, s.cipher, duration,
		c.pick("shop.example.com", "api.example.com"), colons(x.serial), x.name, x.notBefore, x.notAfter)
}

// colons writes a serial number as OpenSSL does.
func colons(serial string) string {
	var parts []string
	for i := 0; i < len(serial); i += 2 {
		parts = append(parts, strings.ToLower(serial[i:i+2]))
	}
	return strings.Join(parts, ":")
}

// networkFirewall writes an object of a TLS log.
func (c *company) networkFirewall(b *bytes.Buffer, at time.Time) {
	server := []struct{ name, presented, status, fingerprint string }{
		{"cdn.example.com", "edge-7.example.org/*.edge.example.org", "UNKNOWN", "c6390bf6f1f2a8b7d96a2b4e6f0d3c58b19e7745a0c2d3e4f5061728ac5ba7b4"},
		{"updates.example.net", "portal.hotel.example/login.hotel.example", "UNKNOWN", "7f0e11d2c3b4a5968778695a4b3c2d1e0f1029384756abcdef0123456789abcd"},
		{"api.payments.example", "legacy.payments.example", "UNKNOWN", "44ce4ab37c5d42dc0f877ae37b7fec4b03312ead222930ae9158d4a89f03bc5a"},
		{"telemetry.example.org", "portal.hotel.example/login.hotel.example", "REVOKED", "b0391173e8d7c6b5a4f3e2d1c0bfae9d8c7b6a5948372615f4e3d2c147a3d54e"},
	}[c.r.IntN(4)]
	what := fmt.Sprintf(`"sni":"%s","revocation_check":{"leaf_cert_fpr":"%s","status":"%s","action":"DROP"}`, server.name, server.fingerprint, server.status)
	switch c.r.IntN(4) {
	case 0:
		what = `"sni":"-","tls_error":{"error_message":"Server name is not found in client hello."}`
	case 1:
		what = fmt.Sprintf(`"sni":"%s","tls_error":{"error_message":"SNI: %s Match Failed to server certificate names: %s "}`, server.name, server.name, server.presented)
	}
	fmt.Fprintf(b, `{"firewall_name":"egress","availability_zone":"eu-central-1%s","event_timestamp":%d,"event":{"timestamp":"%s","src_ip":"10.0.2.%d","src_port":"%d","dest_ip":"203.0.113.%d","dest_port":"443",%s}}`,
		c.pick("a", "b"), at.Unix(), at.Format("2006-01-02T15:04:05.000000Z"), 10+c.r.IntN(40), c.port(), 60+c.r.IntN(100), what)
}

// cloudTrail writes an event.
func (c *company) cloudTrail(b *bytes.Buffer, at time.Time) {
	s := c.negotiate(at, 24, 70)
	role, agent, address := c.pick("orders-service", "deploy", "reporting"), "aws-sdk-go-v2/1.39.0 os/linux lang/go#1.26", fmt.Sprintf("10.0.2.%d", 10+c.r.IntN(40))
	if c.percent(9 - 7*c.progress(at)) {
		s = c.outdated()
		role, agent, address = "legacy-batch", "aws-sdk-java/1.11.20 Linux/3.10 OpenJDK_64-Bit_Server_VM/24.80", "198.51.100.23"
	}
	call := []struct{ service, operation, category string }{
		{"s3", "GetObject", "Data"}, {"s3", "PutObject", "Data"}, {"kms", "Decrypt", "Management"}, {"dynamodb", "GetItem", "Data"},
		{"ec2", "DescribeInstances", "Management"}, {"secretsmanager", "GetSecretValue", "Management"}, {"sts", "AssumeRole", "Management"},
	}[c.r.IntN(7)]
	failure := ""
	if c.percent(3) {
		failure = fmt.Sprintf(`"errorCode":"%s","errorMessage":"example",`, c.pick("AccessDenied", "ThrottlingException", "ExpiredToken"))
	}
	group := ""
	if s.keyExchange != "" {
		group = fmt.Sprintf(`,"keyExchange":"%s"`, s.keyExchange)
	}
	fmt.Fprintf(b, `{"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":"AROAEXAMPLE:%s","arn":"arn:aws:sts::111122223333:assumed-role/%s/i-0abc","accountId":"111122223333","accessKeyId":"ASIAEXAMPLE"},`+
		`"eventTime":"%s","eventSource":"%s.amazonaws.com","eventName":"%s","awsRegion":"eu-central-1","sourceIPAddress":"%s","userAgent":"%s",%s`+
		`"requestParameters":null,"responseElements":null,"requestID":"%s","eventID":"%s-0000-4000-8000-%s","readOnly":true,"eventType":"AwsApiCall","managementEvent":%t,`+
		`"recipientAccountId":"111122223333","eventCategory":"%s","tlsDetails":{"tlsVersion":"%s","cipherSuite":"%s","clientProvidedHostHeader":"%s.eu-central-1.amazonaws.com"%s}}`,
		role, role, at.Format(time.RFC3339), call.service, call.operation, address, agent, failure,
		c.hex(16), c.hex(8), c.hex(12), call.category == "Management", call.category, s.protocol, s.cipher, call.service, group)
}
