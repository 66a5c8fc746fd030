package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestGeneratedTableIsCurrent(t *testing.T) {
	want, err := generate(table)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("..", "..", "..", "tlslog", tableFile)
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what cipher_suites.csv gives; run go generate ./tlslog", file)
	}
}

func TestParseErrors(t *testing.T) {
	const header = "code,iana,openssl,openssl_aliases,weak_tags\n"
	tests := []struct {
		name, table, want string
	}{
		{"empty", "", "columns"},
		{"columns", "code,iana\n", "columns"},
		{"fields", header + "0001,A\n", "wrong number of fields"},
		{"code", header + "xyz,A,B,,\n", "invalid syntax"},
		{"range", header + "10000,A,B,,\n", "out of range"},
		{"zero", header + "0000,A,B,,\n", "ascending"},
		{"order", header + "0002,A,B,,\n0001,C,D,,\n", "ascending"},
		{"twice", header + "0001,A,B,,\n0001,C,D,,\n", "ascending"},
		{"no name", header + "0001,A,,,\n", "missing"},
		{"shared name", header + "0001,A,B,,\n0002,C,D,E B,\n", "also the name of 0x0001"},
		{"case", header + "0001,A,B,,\n0002,a,D,,\n", "also the name of 0x0001"},
		{"tag", header + "0001,A,B,,NEW\n", "unknown or repeated"},
		{"tag twice", header + "0001,A,B,,CBC|CBC\n", "unknown or repeated"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := generate([]byte(tt.table))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("generate: error %v, want one with %q", err, tt.want)
			}
		})
	}
}

func TestGenerate(t *testing.T) {
	got, err := generate([]byte("# facts\ncode,iana,openssl,openssl_aliases,weak_tags\n" +
		"0013,TLS_One_A,ONE,UNO EIN,CBC|3DES\n1301,TLS_TWO,TLS_TWO,,\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"const cipherNameMax = 9\n",
		`{0x0013, "TLS_One_A", "ONE", Weakness3DES | WeaknessCBC},` + "\n",
		`{0x1301, "TLS_TWO", "TLS_TWO", 0},` + "\n",
		`case "TLS_ONE_A", "ONE", "UNO", "EIN":` + "\n\t\treturn 0x0013\n",
		`case "TLS_TWO":` + "\n\t\treturn 0x1301\n",
	} {
		if !strings.Contains(string(got), want) {
			t.Errorf("the file lacks %q:\n%s", want, got)
		}
	}
}
