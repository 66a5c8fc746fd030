package cloudtrail

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/awstls/awstls/tlslog"
)

// fill gives each field of a record, and of the objects in it, a value of its
// own.
func fill(rec *Record) {
	n := 0
	walk(reflect.ValueOf(rec).Elem(), func(v reflect.Value) {
		n++
		switch p := v.Addr().Interface().(type) {
		case *RawJSON:
			*p = RawJSON(fmt.Sprintf(`{"x%d":%d}`, n, n))
		case *Resources:
			*p = Resources(fmt.Sprintf(`[{"ARN":"%d"}]`, n))
		case *time.Time:
			*p = time.Unix(int64(1e9+n), 0).UTC()
		case *tlslog.Opt[bool]:
			*p = tlslog.Some(n%2 == 0)
		case *string:
			*p = fmt.Sprint("s", n)
		default:
			if v.Kind() == reflect.String {
				v.SetString(fmt.Sprint("s", n))
			} else if _, ok := names[v.Type()]; !ok {
				panic(v.Type())
			}
		}
	})
}

func TestRecordIsPlain(t *testing.T) {
	var check func(typ reflect.Type)
	check = func(typ reflect.Type) {
		if typ == reflect.TypeFor[time.Time]() {
			return
		}
		switch typ.Kind() {
		case reflect.Struct:
			for field := range typ.Fields() {
				check(field.Type)
			}
		case reflect.String, reflect.Bool, reflect.Uint8, reflect.Uint16, reflect.Uint64:
		default:
			t.Errorf("%v is not plain", typ)
		}
	}
	check(reflect.TypeFor[Record]())
	check(reflect.TypeFor[LakeRow]())
	if size := unsafe.Sizeof(Record{}); unsafe.Sizeof(uintptr(0)) == 8 && size > 1536 {
		t.Errorf("a Record has %d bytes", size)
	}
}

// TestRecordFull writes a record with all fields and reads it again.
func TestRecordFull(t *testing.T) {
	var rec Record
	fill(&rec)
	got, err := ParseRecord(rec.String())
	if err != nil || got != rec {
		t.Errorf("%v\n%s\n%s", err, diff(got, rec), rec)
	}
	want, path, cause := slowRead(rec.String())
	if cause != nil || want != rec {
		t.Errorf("%s: %v\n%s", path, cause, diff(want, rec))
	}
}

// TestRecordOneField writes records with one field and reads them again.
func TestRecordOneField(t *testing.T) {
	n := 0
	walk(reflect.ValueOf(new(Record)).Elem(), func(reflect.Value) { n++ })
	for i := range n {
		var full, rec Record
		fill(&full)
		var values []reflect.Value
		walk(reflect.ValueOf(&full).Elem(), func(v reflect.Value) { values = append(values, v) })
		j := 0
		walk(reflect.ValueOf(&rec).Elem(), func(v reflect.Value) {
			if j == i {
				v.Set(values[i])
			}
			j++
		})
		var got Record
		if err := got.UnmarshalJSON([]byte(rec.String())); err != nil || got != rec {
			t.Errorf("%s: %v\n%s", rec, err, diff(got, rec))
		}
	}
}

func TestRecordClone(t *testing.T) {
	var rec Record
	fill(&rec)
	rec.text = "text"
	clone := rec.Clone()
	if clone != rec {
		t.Fatal(diff(clone, rec))
	}
	var originals []string
	walk(reflect.ValueOf(&rec).Elem(), func(v reflect.Value) {
		if v.Kind() == reflect.String {
			originals = append(originals, v.String())
		}
	})
	i := 0
	walk(reflect.ValueOf(&clone).Elem(), func(v reflect.Value) {
		if v.Kind() != reflect.String {
			return
		}
		if unsafe.StringData(v.String()) == unsafe.StringData(originals[i]) {
			t.Errorf("%s is shared", originals[i])
		}
		i++
	})
	if unsafe.StringData(clone.text) == unsafe.StringData(rec.text) {
		t.Error("text is shared")
	}
}

func TestRecordCanonical(t *testing.T) {
	a, err1 := ParseRecord(`{"eventID":"a","userAgent":""}`)
	b, err2 := ParseRecord(`{"eventID":"a"}`)
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	if a == b || a.Canonical() != b.Canonical() {
		t.Error("an empty string is not told from an absent one, or only from it")
	}
	if got := a.String(); got != `{"eventID":"a","userAgent":""}` {
		t.Error(got)
	}
	a.EventID = "changed"
	if got := a.String(); got != `{"eventID":"changed"}` {
		t.Error(got)
	}
}

func TestAppendJSON(t *testing.T) {
	tests := []struct {
		rec  Record
		want string
	}{
		{Record{}, `{}`},
		{Record{EventID: "a", EventCategory: CategoryAggregated}, `{"eventId":"a","eventCategory":"Aggregated"}`},
		{Record{EventTime: time.Date(2026, 1, 2, 3, 4, 5, 60000, time.FixedZone("", 3600))}, `{"eventTime":"2026-01-02T02:04:05.00006Z"}`},
		{Record{RequestParameters: "null", ResponseElements: "{\n \"a b\": \"\\\" \\\\\" }\r\n"}, `{"requestParameters":null,"responseElements":{"a b":"\" \\"}}`},
		{Record{EventName: "\"\n\\\x80"}, `{"eventName":"\"\n\\\ufffd"}`},
		{Record{Extra: ` { "a" : 1 } `}, `{"a" : 1}`},
		{Record{Extra: `{}`, TLSDetails: TLSDetails{Extra: `{}`}}, `{"tlsDetails":{}}`},
		{Record{AWSRegion: "r", Extra: `{"a":1}`, TLSDetails: TLSDetails{TLSVersion: "TLSv1", Extra: `{"b":2}`}}, `{"awsRegion":"r","tlsDetails":{"tlsVersion":"TLSv1","b":2},"a":1}`},
		{Record{SessionCredentialFromConsole: tlslog.Some(false), ReadOnly: tlslog.Some(false)}, `{"readOnly":false,"sessionCredentialFromConsole":"false"}`},
	}
	for _, test := range tests {
		if got := string(test.rec.AppendJSON([]byte("x"))); got != "x"+test.want {
			t.Errorf("%s, want %s", got, test.want)
		}
	}
}

// TestMarshal takes records through encoding/json.
func TestMarshal(t *testing.T) {
	for _, text := range someEvents() {
		rec, _ := ParseRecord(text)
		b, err := rec.MarshalJSON()
		if err != nil || !sameJSON(t, string(b), text) {
			t.Fatalf("%v\n%s\n%s", err, b, text)
		}
	}
	rec := Record{EventID: "kept"}
	if err := rec.UnmarshalJSON([]byte("null")); err != nil || rec.EventID != "kept" {
		t.Error("null", err, rec)
	}
	if err := rec.UnmarshalJSON([]byte(`{"userAgent":"x","a":1}`)); err != nil || rec != (Record{UserAgent: "x", Extra: `{"a":1}`}) {
		t.Error("any object", err, rec)
	}
	if err := rec.UnmarshalJSON([]byte(`[]`)); err == nil || rec != (Record{}) {
		t.Error("an array", err, rec)
	}
	if err := rec.UnmarshalJSON([]byte(`{"eventTime":"x","eventID":"a"}`)); err == nil || !strings.Contains(err.Error(), "eventTime") || rec.EventID != "a" {
		t.Error("damage", err, rec)
	}
}
