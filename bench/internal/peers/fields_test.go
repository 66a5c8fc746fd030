package peers

import (
	"bytes"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestFields checks that the logs set the fields of records, so that comparing
// them says something.
func TestFields(t *testing.T) {
	unset := map[string][]string{
		// What no event of a trail has, or hardly any.
		"cloudtrail": {
			"AccountID", "Addendum", "Annotation", "EdgeDeviceDetails", "EventContext", "InsightDetails", "Summary", "TimeWindow",
			"UserIdentity.InScopeOf.SourceARN", "UserIdentity.InScopeOf.SourceAccount", "UserIdentity.InvokedByDelegate",
			"UserIdentity.SessionContext.AssumedRoot", "UserIdentity.SessionContext.Attributes.SessionCredentialFromConsole",
			"UserIdentity.SessionContext.EC2IssuedInVPC", "UserIdentity.SessionContext.SourceIdentity",
			"UserIdentity.SessionContext.WebIDFederationData",
		},
		"cloudtrail-events": {"Texts.EventTime"},
	}
	for _, c := range Cases() {
		if c.Gzip || c.Name == "cloudtrail-parallel" { // the logs of another case
			continue
		}
		var log bytes.Buffer
		if err := c.Generate(&log, 500_000, 1); err != nil {
			t.Fatal(err)
		}
		zero := make(map[string]bool) // whether the field was zero in all records
		err := c.Peers[0].rows(&log, func(row any) { zeroFields(zero, "", reflect.ValueOf(row)) })
		if err != nil {
			t.Fatal(err)
		}
		maps.DeleteFunc(zero, func(name string, isZero bool) bool {
			return !isZero || strings.HasSuffix(name, "Text") // a text is converted to another field
		})
		var got []string
		for _, name := range slices.Sorted(maps.Keys(zero)) {
			if !zero[parent(name)] {
				got = append(got, name)
			}
		}
		if diff := cmp.Diff(unset[c.Name], got); diff != "" {
			t.Errorf("%s: unset fields (-want +got):\n%s", c.Name, diff)
		}
	}
}

// zeroFields notes which fields of v are zero.
func zeroFields(zero map[string]bool, prefix string, v reflect.Value) {
	for f, value := range v.Fields() {
		name := prefix + f.Name
		if was, ok := zero[name]; !ok || was {
			zero[name] = value.IsZero()
		}
		if f.Type.Kind() == reflect.Struct && f.IsExported() && f.Type != reflect.TypeFor[time.Time]() && f.Type.PkgPath() != "net/netip" {
			zeroFields(zero, name+".", value)
		}
	}
}

// parent returns the name of the struct that a field is in.
func parent(name string) string { return name[:max(0, strings.LastIndexByte(name, '.'))] }
