package main

import "github.com/awstls/awstls/tlslog/posture"

// summaryFn is a CombineFn that brings summaries together. Its result is the
// same for any order and grouping, as [posture.Summary.Merge] promises.
type summaryFn struct{}

func (*summaryFn) CreateAccumulator() *posture.Summary { return new(posture.Summary) }

func (*summaryFn) AddInput(total, s *posture.Summary) *posture.Summary {
	total.Merge(s)
	return total
}

func (*summaryFn) MergeAccumulators(total, other *posture.Summary) *posture.Summary {
	total.Merge(other)
	return total
}

// encode and decode are the coder of summaries.

func encode(s *posture.Summary) ([]byte, error) { return s.MarshalBinary() }

func decode(b []byte) (*posture.Summary, error) {
	s := new(posture.Summary)
	return s, s.UnmarshalBinary(b)
}
