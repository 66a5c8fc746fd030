module github.com/awstls/awstls/examples

go 1.26

require github.com/awstls/awstls v0.0.0-00010101000000-000000000000

replace github.com/awstls/awstls => ../
