package main

import (
	"errors"
	"fmt"
	"log"
	"os"

	"github.com/awstls/awstls"
	"github.com/awstls/awstls/tlslog"
)

func main() {
	for e, err := range awstls.Events(os.Stdin) {
		if perr, ok := errors.AsType[*tlslog.ParseError](err); ok {
			log.Print(perr) // one record is damaged; e holds the rest of it
		} else if err != nil {
			log.Fatal(err) // the log cannot be read further
		}
		fmt.Println(e.Time, e.Source, e.ClientIP, e.Version, e.CipherSuite, e.Result, e.Reason)
	}
}
