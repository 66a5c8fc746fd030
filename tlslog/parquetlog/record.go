package parquetlog

import (
	"github.com/awstls/awstls/alb"
	"github.com/awstls/awstls/cloudfront"
	"github.com/awstls/awstls/cloudtrail"
	"github.com/awstls/awstls/networkfirewall"
	"github.com/awstls/awstls/tlslog"
)

// A Record is what a row of a file is: a record of one of the sources, or an
// event.
type Record interface {
	alb.Record | cloudfront.Record | networkfirewall.Record | networkfirewall.AlertRecord | cloudtrail.Record | tlslog.Event
}

// tableOf returns the table of the records R.
func tableOf[R Record]() *table[R] {
	var t any
	switch any((*R)(nil)).(type) {
	case *alb.Record:
		t = &albTable
	case *cloudfront.Record:
		t = &cloudfrontTable
	case *networkfirewall.Record:
		t = &networkfirewallTable
	case *networkfirewall.AlertRecord:
		t = &alertTable
	case *cloudtrail.Record:
		t = &cloudtrailTable
	case *tlslog.Event:
		t = &eventTable
	}
	return t.(*table[R])
}
