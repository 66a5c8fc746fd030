// Albonly is a program of somebody who reads the connection logs of load
// balancers and nothing else.
package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/tlslog"
)

func main() {
	for rec, err := range alb.NewDecoder(os.Stdin).All() {
		if _, ok := errors.AsType[*tlslog.ParseError](err); err != nil && !ok {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Println(rec.ClientIP, rec.TLSProtocol, rec.TLSVerifyStatus)
	}
}
