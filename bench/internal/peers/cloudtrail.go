package peers

import (
	"encoding/json"
	"io"

	"github.com/awstls/awstls/bench/internal/gen"
	"github.com/awstls/awstls/cloudtrail"
	"github.com/bytedance/sonic"
	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

func cloudTrailCase() Case {
	return Case{
		Name:     "cloudtrail",
		Title:    "CloudTrail log file, full records",
		Generate: gen.CloudTrail,
		Ours:     newOurs(cloudtrail.NewDecoder),
		Peers: []Peer{
			newPeer("encoding/json", readCloudTrailWithDecoder, projectCloudTrail[json.RawMessage]),
			newPeer("goccy/go-json", readCloudTrail[json.RawMessage](goccyFile), projectCloudTrail[json.RawMessage]),
			newPeer("bytedance/sonic", readCloudTrail[sonic.NoCopyRawMessage](sonicFile), projectCloudTrail[sonic.NoCopyRawMessage]),
			newPeer("segmentio/encoding", readCloudTrail[json.RawMessage](segmentioFile), projectCloudTrail[json.RawMessage]),
			newPeer("json/v2", readCloudTrailWithV2, projectCloudTrail[jsontext.Value]),
		},
	}
}

// readCloudTrail returns the reader that reads a whole file into memory, and all
// its events with unmarshal.
func readCloudTrail[J ~[]byte](unmarshal func(log io.Reader, v any) error) reader[cloudTrailRecord[J]] {
	return func(log io.Reader, each func(*cloudTrailRecord[J])) error {
		var file struct{ Records []cloudTrailRecord[J] }
		if err := unmarshal(log, &file); err != nil {
			return err
		}
		for i := range file.Records {
			if err := file.Records[i].convert(); err != nil {
				return err
			}
			each(&file.Records[i])
		}
		return nil
	}
}

// readCloudTrailWithDecoder reads one event after the other. That takes less
// memory than json.Unmarshal does, and a little less time.
func readCloudTrailWithDecoder(log io.Reader, each func(*cloudTrailRecord[json.RawMessage])) error {
	var rec, empty cloudTrailRecord[json.RawMessage]
	return decodeEvents(log, &rec, func() error {
		if err := rec.convert(); err != nil {
			return err
		}
		each(&rec)
		rec = empty
		return nil
	})
}

// readCloudTrailWithV2 does the same with json/v2.
func readCloudTrailWithV2(log io.Reader, each func(*cloudTrailRecord[jsontext.Value])) error {
	var rec, empty cloudTrailRecord[jsontext.Value]
	return decodeEventsV2(log, &rec, func() error {
		if err := rec.convert(); err != nil {
			return err
		}
		each(&rec)
		rec = empty
		return nil
	})
}

// decodeEvents reads the events of a log file into *v, one after the other,
// with a decoder of encoding/json, and calls each behind every one.
func decodeEvents(log io.Reader, v any, each func() error) error {
	d := json.NewDecoder(log)
	for range 3 { // {, "Records" and [
		if _, err := d.Token(); err != nil {
			return err
		}
	}
	for d.More() {
		if err := d.Decode(v); err != nil {
			return err
		}
		if err := each(); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

// decodeEventsV2 does the same with a decoder of json/v2.
func decodeEventsV2(log io.Reader, v any, each func() error) error {
	d := jsontext.NewDecoder(log)
	for range 3 { // {, "Records" and [
		if _, err := d.ReadToken(); err != nil {
			return err
		}
	}
	for d.PeekKind() != jsontext.KindEndArray {
		if err := jsonv2.UnmarshalDecode(d, v); err != nil {
			return err
		}
		if err := each(); err != nil {
			return err
		}
	}
	_, err := d.ReadToken()
	return err
}
