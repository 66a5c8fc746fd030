package tlslog_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/awstls/awstls/tlslog"
)

func TestOpt(t *testing.T) {
	var absent tlslog.Opt[int]
	zero := tlslog.Some(0)
	if absent == zero {
		t.Error("an absent value equals a zero")
	}
	if zero != tlslog.Some(0) {
		t.Error("equal values are not equal")
	}
	if v, ok := absent.Get(); v != 0 || ok {
		t.Errorf("absent.Get() = %v, %v", v, ok)
	}
	if v, ok := tlslog.Some(7).Get(); v != 7 || !ok {
		t.Errorf("Some(7).Get() = %v, %v", v, ok)
	}
	if absent.Or(5) != 5 || zero.Or(5) != 0 {
		t.Error("Or")
	}
	if !absent.IsZero() || zero.IsZero() {
		t.Error("IsZero")
	}
	if absent.String() != "" || zero.String() != "0" || tlslog.Some(36*time.Millisecond).String() != "36ms" {
		t.Error("String")
	}
}

func TestOptJSON(t *testing.T) {
	type doc struct {
		A tlslog.Opt[int]  `json:"a,omitzero"`
		B tlslog.Opt[bool] `json:"b"`
	}
	tests := []struct {
		doc  doc
		text string
	}{
		{doc{}, `{"b":null}`},
		{doc{tlslog.Some(0), tlslog.Some(false)}, `{"a":0,"b":false}`},
		{doc{tlslog.Some(-3), tlslog.Some(true)}, `{"a":-3,"b":true}`},
	}
	for _, tt := range tests {
		text, err := json.Marshal(tt.doc)
		if err != nil || string(text) != tt.text {
			t.Errorf("Marshal: %s, %v, want %s", text, err, tt.text)
		}
		got := doc{tlslog.Some(99), tlslog.Some(true)}
		if tt.doc.A.IsZero() {
			got.A = tlslog.Opt[int]{}
		}
		if err := json.Unmarshal([]byte(tt.text), &got); err != nil || got != tt.doc {
			t.Errorf("Unmarshal of %s: %v, %v", tt.text, got, err)
		}
	}
	var o tlslog.Opt[int]
	if err := json.Unmarshal([]byte(`"x"`), &o); err == nil {
		t.Error("a string was read as a number")
	}
}

func ExampleOpt() {
	var absent tlslog.Opt[time.Duration]
	measured := tlslog.Some(36 * time.Millisecond)
	if _, ok := absent.Get(); !ok {
		fmt.Println("the log does not say")
	}
	fmt.Println(measured.Or(0), absent.Or(-1))
	// Output:
	// the log does not say
	// 36ms -1ns
}

func ExampleSome() {
	zero := tlslog.Some(0)
	fmt.Println(zero, zero == tlslog.Opt[int]{})
	// Output: 0 false
}

// The option omitzero leaves out what is absent, and keeps zeros.
func ExampleOpt_IsZero() {
	type row struct {
		A tlslog.Opt[int] `json:"a,omitzero"`
		B tlslog.Opt[int] `json:"b,omitzero"`
	}
	text, _ := json.Marshal(row{B: tlslog.Some(0)})
	fmt.Println(string(text), tlslog.Opt[int]{}.IsZero(), tlslog.Some(0).IsZero())
	// Output: {"b":0} true false
}
