// Package readahead undoes gzip on one core while another decodes.
//
// A decoder of this module undoes gzip itself, on the goroutine that calls
// Decode, which leaves nothing running behind. Undoing gzip is more than half
// of the work on a compressed log. Where there are many logs, decode as many
// at a time as there are cores, without this package. Where there is one, and
// a second core has nothing to do, put a [Reader] in between:
//
//	ahead := readahead.NewReader(file)
//	defer ahead.Close()
//	d := alb.NewDecoder(ahead)
//
// The decoder gives the same records and errors with it as without.
package readahead
