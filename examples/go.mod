module github.com/awstls/awstls/examples

go 1.26

require (
	github.com/awstls/awstls v0.0.0-00010101000000-000000000000
	github.com/google/go-cmp v0.7.0
)

require github.com/klauspost/compress v1.20.3 // indirect

replace github.com/awstls/awstls => ../
