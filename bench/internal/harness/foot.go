package harness

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/bytedance/sonic"
	"github.com/minio/simdjson-go"
)

// peerModules are the modules that peers are in.
var peerModules = [...]string{
	"github.com/bytedance/sonic",
	"github.com/duckdb/duckdb-go/v2",
	"github.com/go-json-experiment/json",
	"github.com/goccy/go-json",
	"github.com/klauspost/compress",
	"github.com/minio/simdjson-go",
	"github.com/parquet-go/parquet-go",
	"github.com/satyrius/gonx",
	"github.com/segmentio/encoding",
	"github.com/valyala/fastjson",
}

// writeFoot writes how the tables came about.
func writeFoot(w io.Writer, o options) {
	fmt.Fprintf(w, "Logs of %d MB, seed %d; medians of %d rounds; GOMAXPROCS=%d; %s on %s/%s", o.mb, o.seed, o.rounds, o.cpu, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	if versions := moduleVersions(); len(versions) > 0 {
		fmt.Fprintf(w, "; %s", strings.Join(versions, ", "))
	}
	fmt.Fprintln(w, ".")
	if sonic.APIKind != sonic.UseSonicJSON {
		fmt.Fprintln(w, "On this platform, or with this version of Go, sonic is encoding/json under another name.")
	}
	if !simdjson.SupportedCPU() {
		fmt.Fprintln(w, "simdjson-go is left out: it needs an amd64 processor with AVX2.")
	}
}

// moduleVersions returns the versions of the peers' modules.
func moduleVersions() []string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return nil
	}
	var versions []string
	for _, path := range peerModules {
		for _, m := range info.Deps {
			if m.Path == path {
				versions = append(versions, strings.TrimPrefix(path, "github.com/")+" "+m.Version)
			}
		}
	}
	return versions
}
