package x509text

import (
	"strings"
	"testing"
)

// TestTypes checks that no spelling stands for two types, and that each finds
// its own.
func TestTypes(t *testing.T) {
	seen := make(map[string]string)
	for _, typ := range attributeTypes {
		for _, s := range []string{typ.name, typ.oid, typ.others[0], typ.others[1]} {
			if s == "" {
				continue
			}
			key := strings.ToLower(s)
			if other, ok := seen[key]; ok {
				t.Errorf("%s stands for %s and %s", s, other, typ.name)
			}
			seen[key] = typ.name
			if !isType(s) {
				t.Errorf("%s is no type", s)
			}
			for _, s := range []string{s, strings.ToLower(s), strings.ToUpper(s)} {
				if name, r, known := lookupType(s); name != typ.name || r != typ.rank || !known {
					t.Errorf("%s is taken for %s, %v, %v", s, name, r, known)
				}
			}
		}
	}
}
