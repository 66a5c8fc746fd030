package jsonscan_test

import (
	"fmt"

	"github.com/awstls/awstls/internal/jsonscan"
)

func ExampleScanner() {
	const record = `{"event_timestamp": 1719943304, "event": {"sni": "-", "tls_error": {"error_message": "…"}}}`

	var sc jsonscan.Scanner
	sc.Reset(record, 0)
	if sc.EnterObject() {
		for sc.NextMember() {
			switch sc.Key() {
			case "event_timestamp":
				n, _ := sc.Number()
				fmt.Println("at", n)
			case "event":
				if !sc.EnterObject() {
					break
				}
				for sc.NextMember() {
					if sc.Key() == "sni" {
						sni, _ := sc.Text()
						fmt.Println("sni", sni)
					} else {
						fmt.Println(sc.Key(), "is", sc.Raw())
					}
				}
			}
		}
	}
	fmt.Println(sc.Err(), sc.Kind() == jsonscan.End)
	// Output:
	// at 1719943304
	// sni -
	// tls_error is {"error_message": "…"}
	// <nil> true
}

func ExampleScanner_Err() {
	var sc jsonscan.Scanner
	for _, window := range []string{`{"a":1}`, `{"a":1`, `{"a":1]`} {
		sc.Reset(window, 0)
		sc.Skip()
		fmt.Println(sc.Pos(), sc.Err())
	}
	// Output:
	// 7 <nil>
	// 6 JSON ends in the middle of a value
	// 6 malformed JSON
}

func ExampleFramer() {
	var framer jsonscan.Framer
	var record []byte
	for _, piece := range []string{`{"a":"`, `}","b":[`, `]},{"a":`} {
		end, done := framer.Next(piece)
		record = append(record, piece[:end]...)
		if done {
			fmt.Printf("%s\n", record)
			break
		}
	}
	// Output:
	// {"a":"}","b":[]}
}
