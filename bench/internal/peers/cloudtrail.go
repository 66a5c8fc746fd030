package peers

import (
	"encoding/json"
	"io"

	"github.com/awstls/awstls/bench/internal/gen"
	"github.com/awstls/awstls/cloudtrail"
	"github.com/bytedance/sonic"
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
	d := json.NewDecoder(log)
	for range 3 { // {, "Records" and [
		if _, err := d.Token(); err != nil {
			return err
		}
	}
	var rec, empty cloudTrailRecord[json.RawMessage]
	for d.More() {
		rec = empty
		if err := d.Decode(&rec); err != nil {
			return err
		}
		if err := rec.convert(); err != nil {
			return err
		}
		each(&rec)
	}
	_, err := d.Token()
	return err
}
