package peers

import (
	"fmt"
	"io"
	"iter"
	"net/netip"
	"reflect"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// Check reads the log that open opens with every reader of the case. It returns
// the number of records, or an error if a peer's records are not the same as
// ours, field by field.
func (c Case) Check(open func() (io.ReadCloser, error)) (records int, err error) {
	for _, p := range c.Peers {
		if p.Bytes {
			continue
		}
		records, err = compare(open, c.Ours, p)
		if err != nil {
			return 0, fmt.Errorf("%s: %s: %w", c.Name, p.Name, err)
		}
	}
	return records, nil
}

// compare returns the number of the records that both peers read, or an error
// if they differ.
func compare(open func() (io.ReadCloser, error), ours, peer Peer) (records int, err error) {
	next, stop := iter.Pull2(ours.all(open))
	defer stop()
	for got, err := range peer.all(open) {
		if err != nil {
			return 0, err
		}
		rec, err, ok := next()
		if err != nil {
			return 0, fmt.Errorf("%s: %w", ours.Name, err)
		} else if !ok {
			return 0, fmt.Errorf("it has a record more than %s, which has %d", ours.Name, records)
		}
		records++
		if want := peer.project(rec); !reflect.DeepEqual(want, got) {
			return 0, fmt.Errorf("record %d differs (-%s +%s):\n%s", records, ours.Name, peer.Name, diff(want, got))
		}
	}
	if _, err, ok := next(); err != nil {
		return 0, fmt.Errorf("%s: %w", ours.Name, err)
	} else if ok {
		return 0, fmt.Errorf("it has %d records, and %s has more", records, ours.Name)
	}
	return records, nil
}

func diff(want, got any) string {
	return cmp.Diff(want, got, cmpopts.EquateComparable(netip.Addr{}), cmp.Exporter(func(reflect.Type) bool { return true }))
}

// all returns an iterator over the records of the log that open opens. An error
// comes last.
func (p Peer) all(open func() (io.ReadCloser, error)) iter.Seq2[any, error] {
	return func(yield func(any, error) bool) {
		log, err := open()
		if err != nil {
			yield(nil, err)
			return
		}
		defer func() { _ = log.Close() }()
		stopped := false
		err = p.rows(log, func(row any) {
			stopped = stopped || !yield(row, nil)
		})
		if err != nil && !stopped {
			yield(nil, err)
		}
	}
}
