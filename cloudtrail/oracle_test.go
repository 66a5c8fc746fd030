package cloudtrail

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/awstls/awstls/internal/field"
	"github.com/awstls/awstls/internal/jsonscan"
	"github.com/awstls/awstls/tlslog"
)

// names are AWS's names for the fields of each type, from "CloudTrail record
// contents" and "CloudTrail userIdentity element". Two names for one field are
// separated by a bar; the first is the one that is written.
var names = map[reflect.Type]map[string]string{
	reflect.TypeFor[Record](): {
		"EventVersion": "eventVersion", "UserIdentity": "userIdentity", "EventTime": "eventTime",
		"EventSource": "eventSource", "EventName": "eventName", "AWSRegion": "awsRegion",
		"SourceIPAddress": "sourceIPAddress", "UserAgent": "userAgent", "ErrorCode": "errorCode",
		"ErrorMessage": "errorMessage", "RequestParameters": "requestParameters",
		"ResponseElements": "responseElements", "AdditionalEventData": "additionalEventData",
		"RequestID": "requestID", "EventID": "eventID|eventId", "ReadOnly": "readOnly",
		"Resources": "resources", "EventType": "eventType", "APIVersion": "apiVersion",
		"ManagementEvent": "managementEvent", "RecipientAccountID": "recipientAccountId",
		"ServiceEventDetails": "serviceEventDetails", "SharedEventID": "sharedEventID|sharedEventId",
		"VPCEndpointID": "vpcEndpointId", "VPCEndpointAccountID": "vpcEndpointAccountId",
		"EventCategory": "eventCategory", "Addendum": "addendum",
		"SessionCredentialFromConsole": "sessionCredentialFromConsole",
		"EdgeDeviceDetails":            "edgeDeviceDetails", "TLSDetails": "tlsDetails",
		"EventContext": "eventContext", "InsightDetails": "insightDetails", "AccountID": "accountId",
		"TimeWindow": "timeWindow", "Summary": "summary", "Annotation": "annotation",
	},
	reflect.TypeFor[UserIdentity](): {
		"Type": "type", "PrincipalID": "principalId", "ARN": "arn", "AccountID": "accountId",
		"AccessKeyID": "accessKeyId", "UserName": "userName", "SessionContext": "sessionContext",
		"InvokedBy": "invokedBy", "InvokedByDelegate": "invokedByDelegate",
		"IdentityProvider": "identityProvider", "CredentialID": "credentialId",
		"OnBehalfOf": "onBehalfOf", "InScopeOf": "inScopeOf",
	},
	reflect.TypeFor[SessionContext](): {
		"Attributes": "attributes", "SessionIssuer": "sessionIssuer",
		"WebIDFederationData": "webIdFederationData", "SourceIdentity": "sourceIdentity",
		"EC2RoleDelivery": "ec2RoleDelivery", "EC2IssuedInVPC": "ec2IssuedInVpc", "AssumedRoot": "assumedRoot",
	},
	reflect.TypeFor[SessionAttributes](): {
		"CreationDate": "creationDate", "MFAAuthenticated": "mfaAuthenticated",
		"SessionCredentialFromConsole": "sessionCredentialFromConsole",
	},
	reflect.TypeFor[SessionIssuer](): {
		"Type": "type", "PrincipalID": "principalId", "ARN": "arn", "AccountID": "accountId", "UserName": "userName",
	},
	reflect.TypeFor[WebIDFederationData](): {"FederatedProvider": "federatedProvider", "Attributes": "attributes"},
	reflect.TypeFor[OnBehalfOf]():          {"UserID": "userId", "IdentityStoreARN": "identityStoreArn"},
	reflect.TypeFor[InScopeOf](): {
		"SourceARN": "sourceArn", "SourceAccount": "sourceAccount", "IssuerType": "issuerType",
		"CredentialsIssuedTo": "credentialsIssuedTo",
	},
	reflect.TypeFor[InvokedByDelegate](): {"AccountID": "accountId"},
	reflect.TypeFor[TLSDetails](): {
		"TLSVersion": "tlsVersion", "CipherSuite": "cipherSuite",
		"ClientProvidedHostHeader": "clientProvidedHostHeader", "KeyExchange": "keyExchange",
	},
	reflect.TypeFor[Addendum](): {
		"Reason": "reason", "UpdatedFields": "updatedFields",
		"OriginalRequestID": "originalRequestID", "OriginalEventID": "originalEventID",
	},
	reflect.TypeFor[EdgeDeviceDetails](): {
		"Type": "type", "SnowJobID": "snowJobId", "DeviceID": "deviceId",
		"DeviceFamily": "deviceFamily", "Attributes": "attributes",
	},
	reflect.TypeFor[EventContext](): {"RequestContext": "requestContext", "TagContext": "tagContext"},
	reflect.TypeFor[InsightDetails](): {
		"State": "state", "EventSource": "eventSource", "EventName": "eventName",
		"InsightType": "insightType", "ErrorCode": "errorCode", "InsightContext": "insightContext",
	},
}

// fieldNamed returns the name of the field of typ that AWS calls name.
func fieldNamed(typ reflect.Type, name string) (string, bool) {
	for field, aws := range names[typ] {
		if first, second, _ := strings.Cut(aws, "|"); name == first || second != "" && name == second {
			return field, true
		}
	}
	return "", false
}

// slowRead reads an event with encoding/json, member by member, and returns the
// path and the cause of the first damage. text is valid JSON.
func slowRead(text string) (rec Record, path string, cause error) {
	s := slowReader{}
	s.object(reflect.ValueOf(&rec).Elem(), []byte(text), "")
	return rec, s.path, s.err
}

type slowReader struct {
	path string
	err  error
}

func (s *slowReader) fail(path string, err error) {
	if s.err == nil {
		s.path, s.err = path, err
	}
}

type member struct {
	name  string
	value json.RawMessage
}

func members(object []byte) []member {
	var list []member
	d := json.NewDecoder(bytes.NewReader(object))
	d.Token()
	for d.More() {
		name, err := d.Token()
		m := member{name: name.(string)}
		if err == nil {
			err = d.Decode(&m.value)
		}
		if err != nil {
			panic(err)
		}
		list = append(list, m)
	}
	return list
}

func (s *slowReader) object(v reflect.Value, text []byte, path string) {
	v.SetZero()
	var extra []string
	for _, m := range members(text) {
		name, ok := fieldNamed(v.Type(), m.name)
		if !ok {
			extra = append(extra, string(jsonscan.AppendString(nil, m.name))+":"+string(m.value))
			continue
		}
		sub := m.name
		if path != "" {
			sub = path + "." + m.name
		}
		s.value(v.FieldByName(name), m.value, sub)
	}
	if len(extra) > 0 {
		v.FieldByName("Extra").SetString("{" + strings.Join(extra, ",") + "}")
	} else if path != "" && v.IsZero() {
		v.FieldByName("Extra").SetString("{}")
	}
}

func (s *slowReader) value(v reflect.Value, text json.RawMessage, path string) {
	v.SetZero()
	null := string(text) == "null"
	var str string
	isString := text[0] == '"'
	if isString {
		if err := json.Unmarshal(text, &str); err != nil {
			panic(err)
		}
	}
	switch p := v.Addr().Interface().(type) {
	case *RawJSON:
		*p = RawJSON(text)
	case *Resources:
		if text[0] == '[' {
			*p = Resources(text)
		} else if !null {
			s.fail(path, tlslog.ErrType)
		}
	case *time.Time:
		switch {
		case isString && str != "":
			t, ok := field.Time(str) // which has an oracle of its own
			if !ok {
				var err error
				t, err = time.Parse("20060102T150405Z", str)
				ok = err == nil && len(str) == len("20060102T150405Z")
			}
			if *p = t; !ok {
				*p = time.Time{}
				s.fail(path, tlslog.ErrTime)
			}
		case !isString && !null:
			s.fail(path, tlslog.ErrType)
		}
	case *tlslog.Opt[bool]:
		switch {
		case str == "true" || string(text) == "true":
			*p = tlslog.Some(true)
		case str == "false" || string(text) == "false":
			*p = tlslog.Some(false)
		case str != "" || !isString && !null:
			s.fail(path, tlslog.ErrType)
		}
	default:
		switch {
		case v.Kind() == reflect.String && isString:
			v.SetString(str)
		case v.Kind() == reflect.Struct && text[0] == '{':
			s.object(v, text, path)
		case !null:
			s.fail(path, tlslog.ErrType)
		}
	}
}

// isEvent reports whether an object has a member by which events are known, and
// no source that shows that it is none.
func isEvent(text string, rec Record) bool {
	if strings.HasPrefix(rec.EventSource, "aws:") {
		return false
	}
	for _, m := range members([]byte(text)) {
		switch m.name {
		case "eventVersion", "eventTime", "eventSource", "eventName", "eventID", "eventId":
			return true
		case "Records":
			if m.value[0] == '[' {
				return false
			}
		}
	}
	return false
}

// checkRecord compares ParseRecord with the slow reader, and checks that the
// record is written with the values that were read.
func checkRecord(t *testing.T, text string) {
	t.Helper()
	rec, err := ParseRecord(text)
	perr, _ := err.(*tlslog.ParseError)
	if err != nil && perr == nil {
		t.Fatalf("the error is a %T", err)
	}
	if !json.Valid([]byte(text)) || !strings.HasPrefix(strings.TrimLeft(text, " \t\r\n"), "{") {
		if perr == nil || perr.Err != tlslog.ErrSyntax && perr.Err != ErrValidationMessage && perr.Err != tlslog.ErrForeign {
			t.Fatalf("invalid JSON gives %v", err)
		}
		return
	}
	if perr != nil && perr.Err == tlslog.ErrSyntax { // the one limit is nesting
		if depth := strings.Count(text, "{") + strings.Count(text, "["); depth < 1000 {
			t.Fatalf("valid JSON gives %v", err)
		}
		return
	}
	if !utf8.ValidString(text) {
		return // encoding/json cannot show what was written
	}
	want, path, cause := slowRead(text)
	if !isEvent(text, want) {
		if perr == nil || rec != (Record{}) {
			t.Fatalf("no event gives %v and\n%#v", err, rec)
		}
		return
	}
	if got := rec.Canonical(); got != want {
		t.Fatalf("record of %s:\n%s", text, diff(got, want))
	}
	if (perr != nil) != (cause != nil) || perr != nil && (perr.Field != path || perr.Err != cause) {
		t.Fatalf("error of %s:\n%v, want %s: %v", text, err, path, cause)
	}

	// What is written has the values that were read.
	out := rec.String()
	if !sameJSON(t, out, text) {
		t.Fatalf("%s\nis written as\n%s", text, out)
	}
	if strings.ContainsAny(out, "\n\r") {
		t.Fatalf("a line break in %q", out)
	}
	// Without the memory of the text it has those that it can have.
	var again, unmarshalled Record
	if err := again.UnmarshalJSON([]byte(want.String())); err != nil || again.Canonical() != compact(want) {
		t.Fatalf("%s\nis written as\n%s\nwhich gives %v\n%s", text, want, err, diff(again.Canonical(), compact(want)))
	}
	if err := unmarshalled.UnmarshalJSON([]byte(text)); (err != nil) != (perr != nil) || unmarshalled.Canonical() != rec.Canonical() {
		t.Fatalf("UnmarshalJSON: %v\n%s", err, diff(unmarshalled.Canonical(), rec.Canonical()))
	}

	// Reading only what Event needs gives the same event.
	only := Record{}
	p := parser{rec: &only, eventOnly: true}
	p.parse(text)
	fullEvent, fullOK := rec.Event()
	if onlyEvent, onlyOK := only.Event(); fullEvent != onlyEvent || fullOK != onlyOK {
		t.Fatalf("with EventOnly %s gives\n%v\nwithout\n%v", text, onlyEvent, fullEvent)
	}
	if e, ok := rec.Event(); ok {
		if _, ok := FromEvent(e); !ok {
			t.Fatal("FromEvent refuses an event of its own")
		}
	}
}

// sameJSON compares the values of two JSON texts. Of members with the same name
// the last counts.
func sameJSON(t *testing.T, a, b string) bool {
	return reflect.DeepEqual(anyJSON(t, a), anyJSON(t, b))
}

func anyJSON(t *testing.T, text string) any {
	t.Helper()
	var v any
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return v
}

// compact returns rec with its free-form parts as they are written.
func compact(rec Record) Record {
	walk(reflect.ValueOf(&rec).Elem(), func(v reflect.Value) {
		switch v.Interface().(type) {
		case RawJSON, Resources:
			v.SetString(string(appendLine(nil, v.String())))
		}
	})
	return rec
}

// walk calls f for each exported field of a record, and of the objects in it.
func walk(v reflect.Value, f func(reflect.Value)) {
	for i := range v.NumField() {
		if !v.Type().Field(i).IsExported() {
			continue
		}
		field := v.Field(i)
		if _, ok := names[field.Type()]; ok {
			walk(field, f)
		}
		f(field)
	}
}

// diff shows the fields in which two records differ.
func diff(got, want Record) string {
	var b strings.Builder
	var compare func(path string, g, w reflect.Value)
	compare = func(path string, g, w reflect.Value) {
		for i := range g.NumField() {
			name := path + g.Type().Field(i).Name
			if _, ok := names[g.Field(i).Type()]; ok {
				compare(name+".", g.Field(i), w.Field(i))
			} else if !g.Field(i).Equal(w.Field(i)) {
				b.WriteString(name + ": " + show(g.Field(i)) + ", want " + show(w.Field(i)) + "\n")
			}
		}
	}
	compare("", reflect.ValueOf(got), reflect.ValueOf(want))
	return b.String()
}

func show(v reflect.Value) string {
	if v.Kind() == reflect.String {
		return "`" + v.String() + "`"
	}
	if v.CanInterface() {
		if s, ok := v.Interface().(interface{ String() string }); ok {
			return s.String()
		}
	}
	return v.String()
}

// TestNames keeps the table of names whole.
func TestNames(t *testing.T) {
	for typ, fields := range names {
		for f := range typ.Fields() {
			if _, ok := fields[f.Name]; !ok && f.Name != "Extra" && f.IsExported() {
				t.Errorf("%v.%s is not in the table", typ, f.Name)
			}
			if _, ok := names[f.Type]; f.Type.Kind() == reflect.Struct && f.Type.PkgPath() == typ.PkgPath() && !ok {
				t.Errorf("%v is not in the table", f.Type)
			}
		}
	}
}
