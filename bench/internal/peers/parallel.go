package peers

import (
	"fmt"
	"runtime"

	"github.com/awstls/awstls/bench/internal/gen"
	"github.com/awstls/awstls/cloudtrail"
)

// parallelCase is one large object that is read on one core and on two.
func parallelCase() Case {
	ours := newOurs(cloudtrail.NewDecoder)
	ours.Procs = 1
	c := Case{
		Name:     "cloudtrail-parallel",
		Title:    "CloudTrail log file, full records, on several cores",
		Generate: gen.CloudTrail,
		Ours:     ours,
	}
	for cores := range min(2, runtime.NumCPU()) {
		p := newOurs(cloudtrail.NewParallelDecoder)
		p.Procs = cores + 1
		p.Name = fmt.Sprintf("awstls, ParallelDecoder, cores: %d", p.Procs)
		c.Peers = append(c.Peers, p)
	}
	return c
}
