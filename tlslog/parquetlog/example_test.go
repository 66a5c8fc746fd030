package parquetlog_test

import (
	"bytes"
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/tlslog"
	"github.com/awstls/awstls/tlslog/parquetlog"
)

const connections = `2026-09-23T07:11:27.691358Z 198.51.100.7 64326 443 TLSv1.3 TLS_AES_128_GCM_SHA256 0.036 "-" - - Success TID_1 x25519 app/web/1 192.0.2.57
2026-09-24T07:11:32.882572Z 198.51.100.8 61814 443 TLSv1.2 AES128-SHA - "-" - - Failed:ClientCertExpired TID_2 - app/web/1 192.0.2.57
`

// A log becomes a file.
func ExampleNewWriter() {
	var file bytes.Buffer
	w := parquetlog.NewWriter[alb.Record](&file)
	for rec, err := range alb.NewDecoder(strings.NewReader(connections)).All() {
		if err != nil {
			log.Fatal(err)
		}
		if err := w.Write(&rec); err != nil {
			log.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		log.Fatal(err)
	}
	fmt.Println(file.String()[:4])
	// Output: PAR1
}

// A record with a value that no column can hold is turned down, and the file
// goes on.
func ExampleWriter_Write() {
	w := parquetlog.NewWriter[tlslog.Event](new(bytes.Buffer))
	err := w.Write(&tlslog.Event{Source: tlslog.SourceALB, ServerName: "\xff"})
	fmt.Println(errors.Is(err, parquetlog.ErrUnwritable), err)
	err = w.Write(&tlslog.Event{Source: tlslog.SourceALB, ServerName: "example.com"})
	fmt.Println(err)
	// Output:
	// true event parquet: row 1: server_name: value cannot be written in this format
	// <nil>
}

// A row is read as a line of the log would be.
func ExampleNewDecoder() {
	var file bytes.Buffer
	w := parquetlog.NewWriter[cloudtrail.Record](&file)
	rec, err := cloudtrail.ParseRecord(`{"eventVersion":"1.11","eventTime":"2026-09-23T07:11:27Z","eventSource":"kms.amazonaws.com","eventName":"Decrypt",` +
		`"eventID":"e1","tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256"}}`)
	if err != nil {
		log.Fatal(err)
	}
	if err := errors.Join(w.Write(&rec), w.Close()); err != nil {
		log.Fatal(err)
	}

	d := parquetlog.NewDecoder[cloudtrail.Record](bytes.NewReader(file.Bytes()), int64(file.Len()))
	for rec, err := range d.All() {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(rec.EventTime, rec.EventName, rec.TLSDetails.TLSVersion)
	}
	// Output: 2026-09-23 07:11:27 +0000 UTC Decrypt TLSv1.3
}

// A file that AWS or other software wrote is read by the names of its columns.
// What is not a Parquet file ends in an error.
func ExampleDecoder_Decode() {
	d := parquetlog.NewDecoder[alb.Record](strings.NewReader(connections), int64(len(connections)))
	var rec alb.Record
	err := d.Decode(&rec)
	fmt.Println(errors.Is(err, parquetlog.ErrNotParquet), err)
	// Output: true alb parquet: row 1: not a Parquet file
}

// Events go to the folders of their source and day.
func ExampleNewPartitions() {
	folder, err := os.MkdirTemp("", "lake")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)

	p := parquetlog.NewPartitions[tlslog.Event](folder)
	for e, err := range tlslog.Events(alb.NewDecoder(strings.NewReader(connections)).All()) {
		if err != nil {
			log.Fatal(err)
		}
		if err := p.Write(&e); err != nil {
			log.Fatal(err)
		}
	}
	if err := p.Close(); err != nil {
		log.Fatal(err)
	}
	days, _ := filepath.Glob(filepath.Join(folder, "*", "*", "*", "*"))
	for _, day := range days {
		name, _ := filepath.Rel(folder, day)
		fmt.Println(filepath.ToSlash(name))
	}
	// Output:
	// source=alb/year=2026/month=09/day=23
	// source=alb/year=2026/month=09/day=24
}

// One decoder can read one file after the other.
func ExampleDecoder_Reset() {
	var d parquetlog.Decoder[tlslog.Event]
	for _, name := range []string{"a.example", "b.example"} {
		var file bytes.Buffer
		w := parquetlog.NewWriter[tlslog.Event](&file)
		if err := errors.Join(w.Write(&tlslog.Event{ServerName: name}), w.Close()); err != nil {
			log.Fatal(err)
		}
		d.Reset(bytes.NewReader(file.Bytes()), int64(file.Len()))
		for e, err := range d.All() {
			fmt.Println(e.ServerName, err)
		}
	}
	// Output:
	// a.example <nil>
	// b.example <nil>
}
