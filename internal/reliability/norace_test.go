//go:build !race

package reliability

// thin is the factor by which less is tried with the race detector than without it.
const thin = 1
