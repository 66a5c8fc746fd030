package main

import (
	"fmt"
	"slices"
	"testing"

	"github.com/awstls/awstls/examples/internal/logs"
)

// TestBatches checks that small inputs are read together, and large ones and
// those of an unknown size alone.
func TestBatches(t *testing.T) {
	const half = maxBatchBytes / 2
	for _, tt := range []struct{ sizes, want []int64 }{ // the numbers of inputs of the batches
		{nil, nil},
		{[]int64{10}, []int64{1}},
		{[]int64{10, 20, 30}, []int64{3}},
		{[]int64{half, half, half}, []int64{2, 1}},
		{[]int64{half, half + 1, 1}, []int64{1, 2}},
		{[]int64{100 * half, 1, 1}, []int64{1, 2}},
		{[]int64{0, 0, 1}, []int64{3}},
		{[]int64{1, -1, -1, 1, 1}, []int64{1, 1, 1, 2}},
		{slices.Repeat([]int64{1}, maxBatchInputs+1), []int64{maxBatchInputs, 1}},
	} {
		var inputs []logs.Input
		for i, size := range tt.sizes {
			inputs = append(inputs, logs.Input{Name: fmt.Sprint(i), Size: size})
		}
		var got []int64
		next := 0
		for b := range batches(slices.Values(inputs)) {
			got = append(got, int64(len(b.inputs)))
			for _, in := range b.inputs {
				if in.Name != fmt.Sprint(next) {
					t.Errorf("%v: input %s comes after %d", tt.sizes, in.Name, next-1)
				}
				next++
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%.10v: %v, want %v", tt.sizes, got, tt.want)
		}
	}
}
