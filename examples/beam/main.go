// Beam reports on the TLS posture that logs show, as the program tlsreport
// does, on Apache Beam: in this process, or with many workers on Apache Flink,
// Apache Spark or Google Cloud Dataflow.
//
// # Flags
//
//	-input pattern
//		read the files that match this pattern; may be given several times
//	-report file
//		write the report to this file
//	-dead_letters file
//		write what could not be read to this file
//
// The rest of the flags are Beam's; -runner is the most important one.
//
// Files are on the machine, in Amazon S3 (s3://bucket/key) or in Google Cloud
// Storage (gs://bucket/object). In a pattern, * stands for any characters but a
// slash, and in Google Cloud Storage ** also for slashes. A day of connection
// logs of all load balancers is
//
//	s3://logs/AWSLogs/111122223333/elasticloadbalancing/eu-central-1/2026/09/23/conn_log*
//
// Put patterns in quotation marks, or the shell expands them. A file that
// several patterns match counts once. A pattern that matches nothing is an
// error. A bucket is listed from what is before the first *, which must have no
// other wildcard in it; the longer that is, the sooner the work begins.
//
// Amazon S3 is accessed as in other programs that use the AWS SDK: with the
// credentials and the Region in the environment, in ~/.aws or of the instance,
// on the machine that starts the pipeline and on all workers. The role needs
// s3:ListBucket and s3:GetObject on the logs, and s3:PutObject for the outputs.
//
// # Outputs
//
// The report is what tlsreport -format json has as posture: a posture.Report,
// with all rows of all tables. It is the same, byte for byte, however the files
// are divided among workers, as long as no table passes its limit of 64 MiB;
// see the package posture. A file whose rest could not be read is a problem of
// the report that is final; tlsreport lists it under inputs in place of that.
//
// A dead letter is a line of JSON that says which record could not be read, or
// only in part, and why, and has nothing of the log in it; see the type
// deadLetter. There is one for each damaged record, one for each log that
// breaks off or that is damaged from somewhere on, and one for each file and
// kind of lines and values in it that are of another log. Their order is any.
//
// # How it works
//
//	match    the names of the files, each once
//	read     a file -> its summary, and dead letters
//	combine  the summaries of all files -> one
//	write    the report, the dead letters
//
// A file is read by one worker, from its start to its end, since it is one
// stream of gzip. It is added up where it is read, so that events never become
// elements of Beam; what travels between workers are summaries. Memory does not
// grow with the size of a file. A summary takes at most some 600 MB, if all of
// its nine tables are full; a worker has one for each file that it is reading
// and one for each bundle of files.
//
// A file that cannot be fetched fails its bundle: the runner tries again, and
// gives up the pipeline if that does not help. What is damaged will not be
// better the next time, and becomes a dead letter.
//
// # In this process
//
// This runs on Beam's runner Prism, which has no limits to its memory for
// elements and none of the safety of a cluster:
//
//	go run . -input '../tlsreport/testdata/sample/*/*' -report report.json -dead_letters dead_letters.ndjson
//
// With -runner direct it runs on the older runner of the Go SDK.
//
// # On a cluster
//
// Both outputs, and the logs, must be where all workers reach them: in S3 or
// Google Cloud Storage. The workers run this program, which is built for them
// at the start, for linux/amd64; -worker_binary names one that is built before,
// for other processors:
//
//	CGO_ENABLED=0 GOOS=linux GOARCH=amd64 go build -o worker .
//
// On Flink, whose minor version the name of the image has (1.19, 1.20, 2.0, 2.1
// or 2.2 for this version of Beam), a job server takes the pipeline:
//
//	docker run --net=host -v /shared:/shared apache/beam_flink1.20_job_server:2.77.0 \
//	    --flink-master=flink.example.com:8081 --artifacts-dir=/shared/beam
//	go run . -runner flink -endpoint localhost:8099 -environment_type DOCKER -environment_config apache/beam_go_sdk:2.77.0 \
//	    -parallelism 8 -input 's3://logs/AWSLogs/*/elasticloadbalancing/*/2026/09/*/*' \
//	    -report s3://reports/tls.json -dead_letters s3://reports/dead_letters.ndjson
//
// On Spark 3 it is another job server, and the rest is the same:
//
//	docker run --net=host -v /shared:/shared apache/beam_spark3_job_server:2.77.0 \
//	    --spark-master-url=spark://spark.example.com:7077 --artifacts-dir=/shared/beam
//	go run . -runner spark -endpoint localhost:8099 -environment_type DOCKER -environment_config apache/beam_go_sdk:2.77.0 \
//	    -input … -report … -dead_letters …
//
// The folder for artifacts, here /shared/beam, must be one that the workers of
// Flink or Spark see, too. With DOCKER each of them starts a container with
// this program in it, which has the credentials of the instance and no others.
// Where there is no Docker, as in Kubernetes, run the container beside each
// worker, with --worker_pool, and give
//
//	-environment_type EXTERNAL -environment_config localhost:50000
//
// or, with the program boot of the container on each machine,
//
//	-environment_type PROCESS -environment_config '{"command":"/opt/apache/beam/boot"}'
//
// To try it with a job server on one machine, -environment_type LOOPBACK has
// the work done by the program that starts the pipeline.
//
// On Dataflow no job server is needed:
//
//	go run . -runner dataflow -project my-project -region europe-west3 -staging_location gs://my-bucket/staging \
//	    -input 'gs://my-logs/AWSLogs/*/CloudTrail/*/2026/09/*/*' \
//	    -report gs://my-bucket/tls.json -dead_letters gs://my-bucket/dead_letters.ndjson
//
// Its workers have no credentials for Amazon S3. Bring the logs to Google Cloud
// Storage, or give the workers an image that has credentials, with
// -sdk_container_image.
//
// # What was tried
//
// With Beam 2.77.0, the tests run the pipeline on Prism in one process, with
// logs on disk and in an imitation of S3. It was also run on the direct runner,
// and on a Prism that is a job server of its own, as those of Flink and Spark
// are, with -runner universal and each of LOOPBACK, EXTERNAL and PROCESS (by
// way of a script, since Prism puts quotation marks around the ID that it gives
// to boot); the reports were the same. For Dataflow the job was built with
// -dry_run and not submitted. The commands for Flink, Spark and Dataflow were
// not run. They follow Beam's pages "Apache Flink Runner", "Apache Spark
// Runner", "SDK Harness Configuration" and "WordCount quickstart for Go", and
// the flags that the source of its Go SDK and job servers defines.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	// Most logs are in Amazon S3; beamx has the file systems of Google Cloud
	// Storage and of the machine.
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/s3"
)

// usage is what -h says before the flags, which are many: all of Beam's.
const usage = `Usage: beam -input pattern -report file -dead_letters file [flags]

Reports on the TLS posture that logs show, on Apache Beam; -runner says where it
runs. Patterns need quotation marks, and there may be several -input. Files are
on the machine, in S3 (s3://bucket/key) or in Google Cloud Storage
(gs://bucket/object).

Examples:

    beam -input 'logs/*/*' -report report.json -dead_letters damaged.ndjson
    beam -input 's3://logs/AWSLogs/*/CloudTrail/*/2026/09/23/*' \
        -report s3://reports/tls.json -dead_letters s3://reports/damaged.ndjson
    beam -runner flink -endpoint localhost:8099 -input … -report … -dead_letters …

Flags, most of them Beam's:
`

func main() {
	log.SetFlags(0)
	log.SetPrefix("beam: ")
	var o options
	o.define(flag.CommandLine)
	flag.Usage = func() {
		fmt.Fprint(flag.CommandLine.Output(), usage)
		flag.PrintDefaults()
	}
	flag.Parse()
	register()
	beam.Init() // on a worker this does the work and does not return
	if err := o.check(flag.Args()); err != nil {
		log.Fatalf("%v (-h shows the flags)", err)
	}
	p, s := beam.NewPipelineWithRoot()
	build(s, o)
	if err := beamx.Run(context.Background(), p); err != nil {
		log.Fatal(err)
	}
}

// options are what the flags say.
type options struct {
	inputs      []string // patterns of the names of the logs
	report      string   // the file for the report
	deadLetters string   // the file for what could not be read
}

// define defines the flags, beside those that Beam defines.
func (o *options) define(flags *flag.FlagSet) {
	flags.Func("input", "read the files that match this `pattern`; may be given several times", func(pattern string) error {
		o.inputs = append(o.inputs, pattern)
		return nil
	})
	flags.StringVar(&o.report, "report", "", "write the report to this `file`")
	flags.StringVar(&o.deadLetters, "dead_letters", "", "write what could not be read to this `file`")
}

// check returns an error if the command line is not complete.
func (o *options) check(args []string) error {
	switch {
	case len(args) > 0:
		return errors.New("patterns of files need the flag -input, and quotation marks")
	case len(o.inputs) == 0 || o.report == "" || o.deadLetters == "":
		return errors.New("-input, -report and -dead_letters are needed")
	}
	return nil
}
