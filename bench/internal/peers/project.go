package peers

import (
	"time"

	"github.com/awstls/awstls/tlslog"
)

func projectDuration(o tlslog.Opt[time.Duration]) duration {
	d, ok := o.Get()
	return duration{d, ok}
}
