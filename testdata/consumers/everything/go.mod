module example.com/everything

go 1.26

require github.com/awstls/awstls v0.0.0

require (
	github.com/klauspost/compress v1.20.3 // indirect
	github.com/parquet-go/bitpack v1.0.0 // indirect
	github.com/parquet-go/parquet-go v0.32.0 // indirect
)

replace github.com/awstls/awstls => ../../..
