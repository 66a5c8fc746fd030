module github.com/awstls/awstls

go 1.26

require github.com/klauspost/compress v1.20.3

require github.com/google/go-cmp v0.7.0
