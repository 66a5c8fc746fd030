// Duckdb is the program bench with two things more, which need many modules and
// take their time to build: DuckDB, which is linked in and needs a C compiler,
// and the case alb-parquet, which is about writing Parquet.
//
//	cd bench/duckdb && GOWORK=off go run . [-case alb,alb-parquet]
//
// The flags are those of bench. The resident memory of every reader has some 25
// MB for the libraries in this program, whether they are used or not: compare it
// with that of DuckDB here, and with that of others in bench.
package main

import (
	"github.com/awstls/awstls/bench/internal/harness"
	"github.com/awstls/awstls/bench/internal/parquetcase"
	"github.com/awstls/awstls/bench/internal/peers"
	_ "github.com/duckdb/duckdb-go/v2" // the driver
)

func main() { harness.Main(cases()) }

func cases() []peers.Case { return append(peers.Cases(), parquetcase.Case()) }
