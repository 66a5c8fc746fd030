module example.com/owndecoder

go 1.26

require github.com/awstls/awstls v0.0.0

replace github.com/awstls/awstls => ../../..
