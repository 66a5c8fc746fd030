package networkfirewall

import (
	"reflect"
	"strings"
	"testing"
)

// TestClone checks that no field is forgotten: in records whose strings are all
// parts of a text, a clone has none that is.
func TestClone(t *testing.T) {
	text := strings.Replace(noName, `"-"`, `"www.example.com","revocation_check":{"leaf_cert_fpr":"x","status":"REVOKED","action":"DROP"}`, 1)
	text = strings.Replace(text, `"443"`, `443`, 1) // so that the text is kept
	rec := mustParse(t, text)
	rec.Extra = text
	if rec.Clone() != rec {
		t.Error("a clone differs")
	}
	eachString(t, "", reflect.ValueOf(rec), func(name, s string) {
		if !within(text, s) {
			t.Errorf("%s of the record should be a part of the text", name)
		}
	})
	eachString(t, "", reflect.ValueOf(rec.Clone()), func(name, s string) {
		if within(text, s) {
			t.Errorf("%s of the clone is a part of the text", name)
		}
	})

	text = strings.NewReplacer(`"44474"`, `44474`, `"sni":"-"`, `"sni":"x"`, `443`, `"443"`, `"[\"A\",\"B\"]"`, `"A"`).Replace(allowed)
	alert, err := ParseAlertRecord(text)
	if err != nil {
		t.Fatal(err)
	}
	alert.Extra = text
	if alert.Clone() != alert {
		t.Error("a clone of an alert differs")
	}
	eachString(t, "", reflect.ValueOf(alert), func(name, s string) {
		if !within(text, s) {
			t.Errorf("%s of the alert should be a part of the text", name)
		}
	})
	eachString(t, "", reflect.ValueOf(alert.Clone()), func(name, s string) {
		if within(text, s) {
			t.Errorf("%s of the clone is a part of the text", name)
		}
	})
}

// eachString calls f with the strings in a record.
func eachString(t *testing.T, name string, v reflect.Value, f func(name, s string)) {
	switch {
	case v.Kind() == reflect.String:
		f(name, v.String())
	case v.Kind() == reflect.Struct && v.Type().PkgPath() != "time" && v.Type().PkgPath() != "net/netip":
		for i := range v.NumField() {
			eachString(t, name+"."+v.Type().Field(i).Name, v.Field(i), f)
		}
	}
}
