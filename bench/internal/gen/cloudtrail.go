package gen

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"time"
)

// CloudTrail writes a log file of CloudTrail: one object with all events, in
// one line. Events have between 0.5 and 20 KB.
func CloudTrail(w io.Writer, size int64, seed uint64) error {
	const head, tail = `{"Records":[`, `]}`
	if _, err := io.WriteString(w, head); err != nil {
		return err
	}
	a := newAccount(newRand(seed))
	first := true
	err := lines(w, size-int64(len(head+tail)), func(b []byte) []byte {
		if !first {
			b = append(b, ',')
		}
		first = false
		return a.append(b, a.call())
	})
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, tail)
	return err
}

// A call is what tells one event from another. Members with JSON are left out
// of the event if they are empty, except for request and response, which are
// null then.
type call struct {
	identity, source, name  string
	address, userAgent      string
	errorCode, errorMessage string // of a call that failed
	request, response       string // JSON
	additional              string // JSON
	resources               string // JSON
	details                 string // JSON; serviceEventDetails
	readOnly                bool
	data                    bool   // a data event
	host                    string // empty for a call without TLS details
	apiVersion, sharedID    string
	vpcEndpoint             string
	eventType               string // empty for AwsApiCall
	console                 bool
}

// append appends the event to b. The members are in CloudTrail's order.
func (a *account) append(b []byte, c call) []byte {
	b = fmt.Appendf(b, `{"eventVersion":"%s","userIdentity":%s,"eventTime":"%s","eventSource":"%s.amazonaws.com","eventName":"%s","awsRegion":"%s","sourceIPAddress":"%s","userAgent":%s`,
		pick(a.r, "1.08", "1.09", "1.11", "1.11"), c.identity, a.times.next().Format(time.RFC3339), c.source, c.name, a.region, c.address, quote(c.userAgent))
	if c.errorCode != "" {
		b = fmt.Appendf(b, `,"errorCode":"%s","errorMessage":%s`, c.errorCode, quote(c.errorMessage))
	}
	b = fmt.Appendf(b, `,"requestParameters":%s,"responseElements":%s`, orNull(c.request), orNull(c.response))
	b = appendJSON(b, "additionalEventData", c.additional)
	b = fmt.Appendf(b, `,"requestID":"%s","eventID":"%s","readOnly":%t`, uuid(a.r), uuid(a.r), c.readOnly)
	b = appendJSON(b, "resources", c.resources)
	if c.eventType == "" {
		c.eventType = "AwsApiCall"
	}
	b = fmt.Appendf(b, `,"eventType":"%s"`, c.eventType)
	b = appendText(b, "apiVersion", c.apiVersion)
	b = fmt.Appendf(b, `,"managementEvent":%t,"recipientAccountId":"%s"`, !c.data, a.id)
	b = appendJSON(b, "serviceEventDetails", c.details)
	b = appendText(b, "sharedEventID", c.sharedID)
	b = appendText(b, "vpcEndpointId", c.vpcEndpoint)
	if c.vpcEndpoint != "" {
		b = appendText(b, "vpcEndpointAccountId", a.id)
	}
	category := "Management"
	if c.data {
		category = "Data"
	}
	b = appendText(b, "eventCategory", category)
	if c.host != "" {
		protocol, cipher, keyExchange := negotiate(a.r)
		b = fmt.Appendf(b, `,"tlsDetails":{"tlsVersion":"%s","cipherSuite":"%s","clientProvidedHostHeader":"%s"`, protocol, cipher, c.host)
		if keyExchange != "-" && percent(a.r, 70) {
			b = appendText(b, "keyExchange", keyExchange)
		}
		b = append(b, '}')
	}
	if c.console {
		b = appendText(b, "sessionCredentialFromConsole", "true")
	}
	return append(b, '}')
}

func appendText(b []byte, name, text string) []byte {
	if text == "" {
		return b
	}
	return fmt.Appendf(b, `,"%s":"%s"`, name, text)
}

func appendJSON(b []byte, name, value string) []byte {
	if value == "" {
		return b
	}
	return fmt.Appendf(b, `,"%s":%s`, name, value)
}

func orNull(value string) string {
	if value == "" {
		return "null"
	}
	return value
}

// quote returns s as a JSON string.
func quote(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		panic(err) // a string has its JSON
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// An account is one whose events are logged.
type account struct {
	r         *rand.Rand
	id        string
	region    string
	times     clock
	callers   zipf[caller]
	addresses zipf[string]
	roles     []string
	buckets   zipf[string]
	keys      []string
}

func newAccount(r *rand.Rand) *account {
	a := &account{r: r, id: "111122223333", region: "us-east-1", times: clock{r, start, 30 * time.Millisecond}}
	for range 60 {
		a.roles = append(a.roles, pick(r, "eks-node", "ci-runner", "lambda-exec", "OrganizationAccountAccessRole", "AWSReservedSSO_AdministratorAccess", "backup", "etl")+"-"+hexDigits(r, 1+r.IntN(16)))
		a.keys = append(a.keys, "arn:aws:kms:"+a.region+":"+a.id+":key/"+uuid(r))
	}
	var addresses, buckets []string
	for i := range 1500 {
		addresses = append(addresses, ipv4(r))
		if percent(r, 6) {
			addresses[i] = ipv6(r)
		}
	}
	for range 120 {
		buckets = append(buckets, pick(r, "prod-logs", "datalake-raw", "artifacts", "customer-exports-eu", "tmp")+"-"+hexDigits(r, 2+r.IntN(10)))
	}
	a.addresses = newZipf(r, addresses)
	a.buckets = newZipf(r, buckets)
	a.callers = newZipf(r, a.newCallers(600))
	return a
}
