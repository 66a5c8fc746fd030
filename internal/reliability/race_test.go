//go:build race

package reliability

// thin is the factor by which less is tried with the race detector, with which everything takes ten times as long.
const thin = 10
