// Package schematest checks JSON against the part of a schema that is written
// down in a file, and holds the events that tests of schemas write. Only tests
// import it.
package schematest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/netip"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// A Schema says which members JSON can have.
//
// A member is known by its path: the keys of the objects around it and its own
// with dots between them, and [] behind that of an array. A path that ends in *
// stands for all that begin so.
type Schema struct {
	// About names the schema and where its text was read.
	About string `json:"about"`

	// Members are the types of the members that are neither objects nor
	// arrays: string, boolean, integer (32 bits), long (64 bits), uint64 (in a
	// string), number, port, ip, date (RFC 3339), hex, or the Type of a [Typed].
	// The values that are allowed can follow after an equals sign, with |
	// between them.
	Members map[string]string `json:"members"`

	// Required are the members that an object must have that is there.
	Required []string `json:"required"`

	// AtLeastOne are the members of which an object must have one.
	AtLeastOne map[string][]string `json:"at_least_one"`
}

// Load reads a schema from a file.
func Load(t testing.TB, file string) *Schema {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	s := new(Schema)
	if err := d.Decode(s); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return s
}

// Decode reads one JSON value, with numbers as [json.Number]. It is an error if
// an object has two members of one name.
func Decode(text []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	v, err := decode(d)
	if err != nil {
		return nil, fmt.Errorf("%w in %s", err, text)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("more than one value in %s", text)
	}
	return v, nil
}

func decode(d *json.Decoder) (any, error) {
	tok, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch tok {
	case json.Delim('{'):
		object := make(map[string]any)
		for d.More() {
			key, err := d.Token()
			if err != nil {
				return nil, err
			}
			if _, ok := object[key.(string)]; ok {
				return nil, fmt.Errorf("two members %s", key)
			}
			if object[key.(string)], err = decode(d); err != nil {
				return nil, err
			}
		}
		_, err := d.Token()
		return object, err
	case json.Delim('['):
		var array []any
		for d.More() {
			v, err := decode(d)
			if err != nil {
				return nil, err
			}
			array = append(array, v)
		}
		_, err := d.Token()
		return array, err
	}
	return tok, nil
}

// A Typed is a value whose type is said beside it, as in AnyValue of OTLP.
type Typed struct {
	Type  string
	Value any
}

// Check returns what is wrong with v, a value of [Decode].
func (s *Schema) Check(v any) error { return errors.Join(s.check("", v)...) }

func (s *Schema) check(path string, v any) []error {
	switch v := v.(type) {
	case map[string]any:
		return s.checkObject(path, v)
	case []any:
		var errs []error
		if len(v) == 0 {
			errs = append(errs, fmt.Errorf("%s: empty", path))
		}
		for _, element := range v {
			errs = append(errs, s.check(path+"[]", element)...)
		}
		return errs
	}
	typ, ok := s.typeOf(path)
	if !ok {
		return []error{fmt.Errorf("%s: not in the schema", path)}
	}
	if !valid(typ, v) {
		return []error{fmt.Errorf("%s: %v is no %s", path, v, typ)}
	}
	return nil
}

func (s *Schema) checkObject(path string, object map[string]any) []error {
	var errs []error
	if len(object) == 0 && path != "" {
		errs = append(errs, fmt.Errorf("%s: empty", path))
	}
	for _, key := range slices.Sorted(maps.Keys(object)) {
		errs = append(errs, s.check(join(path, key), object[key])...)
	}
	for _, required := range s.Required {
		i := strings.LastIndexByte(required, '.')
		if required[:max(i, 0)] == path && object[required[i+1:]] == nil {
			errs = append(errs, fmt.Errorf("%s: missing", required))
		}
	}
	if keys := s.AtLeastOne[path]; keys != nil && !slices.ContainsFunc(keys, func(key string) bool { return object[key] != nil }) {
		errs = append(errs, fmt.Errorf("%s: none of %v", path, keys))
	}
	return errs
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func (s *Schema) typeOf(path string) (string, bool) {
	if typ, ok := s.Members[path]; ok {
		return typ, true
	}
	for name, typ := range s.Members {
		if prefix, ok := strings.CutSuffix(name, "*"); ok && strings.HasPrefix(path, prefix) {
			return typ, true
		}
	}
	return "", false
}

// valid reports whether v has the type, and is one of its values if there are
// any.
func valid(typ string, v any) bool {
	typ, values, enum := strings.Cut(typ, "=")
	if enum && !slices.Contains(strings.Split(values, "|"), fmt.Sprint(v)) {
		return false
	}
	switch v := v.(type) {
	case Typed:
		return typ == v.Type
	case bool:
		return typ == "boolean"
	case json.Number:
		switch typ {
		case "integer":
			_, err := strconv.ParseInt(v.String(), 10, 32)
			return err == nil
		case "long":
			_, err := strconv.ParseInt(v.String(), 10, 64)
			return err == nil
		case "port":
			n, err := strconv.ParseUint(v.String(), 10, 16)
			return err == nil && n > 0
		}
		return typ == "number"
	case string:
		switch typ {
		case "string":
			return v != ""
		case "ip":
			a, err := netip.ParseAddr(v)
			return err == nil && a.Zone() == ""
		case "date":
			_, err := time.Parse(time.RFC3339Nano, v)
			return err == nil && strings.HasSuffix(v, "Z")
		case "uint64":
			_, err := strconv.ParseUint(v, 10, 64)
			return err == nil
		case "hex":
			return strings.Trim(v, "0123456789ABCDEF") == ""
		}
	}
	return false
}
