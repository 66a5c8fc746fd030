package peers

import "slices"

// Cases returns all cases but for [ParquetCase].
func Cases() []Case {
	return []Case{
		albCase(),
		cloudFrontJSONCase(),
		cloudFrontW3CCase(),
		networkFirewallCase(),
		cloudTrailCase(),
		cloudTrailCallsCase(),
		gzipCase(albCase(), "encoding/csv"),
		gzipCase(cloudFrontJSONCase(), "encoding/json", "bytedance/sonic"),
		gzipCase(networkFirewallCase(), "encoding/json", "bytedance/sonic"),
		gzipCase(cloudTrailCase(), "encoding/json", "bytedance/sonic"),
		folderCase(),
		parallelCase(),
	}
}

// All returns the readers of the case, ours first.
func (c Case) All() []Peer { return slices.Insert(slices.Clone(c.Peers), 0, c.Ours) }

// Find returns the case and the peer with these names.
func Find(cases []Case, caseName, peerName string) (Case, Peer, bool) {
	for _, c := range cases {
		for _, p := range c.All() {
			if c.Name == caseName && p.Name == peerName {
				return c, p, true
			}
		}
	}
	return Case{}, Peer{}, false
}
