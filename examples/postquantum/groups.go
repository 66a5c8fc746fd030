package main

import (
	"fmt"
	"io"

	"github.com/awstls/awstls/examples/internal/terminal"
	"github.com/awstls/awstls/tlslog/posture"
)

// printGroups writes how often each group was negotiated.
func printGroups(w io.Writer, sources []posture.Source) {
	t := terminal.NewTable("key exchange", "source", ">events", "post-quantum")
	for _, s := range sources {
		for _, k := range s.KeyExchanges {
			if k.KeyExchange != "" {
				t.Add(k.KeyExchange.String(), s.Source.String(), fmt.Sprint(k.Events), verdict(k))
			}
		}
		if s.Other > 0 {
			t.Add("others", s.Source.String(), "at most "+fmt.Sprint(s.Other), "")
		}
	}
	if t.Len() > 0 {
		fmt.Fprintln(w, "\nKey exchanges named in the logs")
		t.Write(w)
	}
}

// verdict says whether a group is post-quantum.
func verdict(k posture.KeyExchangeShare) string {
	switch {
	case k.PostQuantum:
		return "yes"
	case k.KeyExchange.Known():
		return "no"
	}
	return "not known, counted as classical"
}
