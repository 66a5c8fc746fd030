// Everything is a program that imports each package of the library: it turns
// a log of any source into a Parquet file of events, and says how many events
// the file has.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/awstls/awstls"
	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/cloudfront"
	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/ecs"
	"github.com/awstls/awstls/tlslog/ocsf"
	"github.com/awstls/awstls/tlslog/otel"
	"github.com/awstls/awstls/tlslog/parquetlog"
	"github.com/awstls/awstls/tlslog/posture"
	"github.com/awstls/awstls/tlslog/readahead"
)

// Each source has these functions.
var (
	_ = alb.FromEvent
	_ = cloudfront.FromEvent
	_ = cloudtrail.FromEvent
	_ = networkfirewall.FromEvent
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	log := readahead.NewReader(os.Stdin)
	defer log.Close()
	var file bytes.Buffer
	var summary posture.Summary
	w := parquetlog.NewWriter[tlslog.Event](&file)
	for e, err := range awstls.Events(log) {
		if err != nil {
			return err
		}
		for _, appendEvent := range []func([]byte, tlslog.Event) []byte{ocsf.AppendEvent, ecs.AppendEvent, otel.AppendEvent} {
			if !json.Valid(appendEvent(nil, e)) {
				return errors.New("the event is not JSON")
			}
		}
		summary.Add(e)
		if err := w.Write(&e); err != nil {
			return err
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	n := 0
	for _, err := range parquetlog.NewDecoder[tlslog.Event](bytes.NewReader(file.Bytes()), int64(file.Len())).All() {
		if err != nil {
			return err
		}
		n++
	}
	fmt.Println(n, "of", summary.Total().Events, "events")
	return nil
}
