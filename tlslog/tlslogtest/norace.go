//go:build !race

package tlslogtest

const slow = false
