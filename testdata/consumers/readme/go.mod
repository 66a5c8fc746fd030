module example.com/readme

go 1.26

require github.com/awstls/awstls v0.0.0

require github.com/klauspost/compress v1.20.3 // indirect

replace github.com/awstls/awstls => ../../..
