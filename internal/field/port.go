package field

// Port reads a TCP port: one to five digits, 0 to 65535. Leading zeros are
// accepted.
func Port(s string) (port uint16, ok bool) {
	n, ok := number5(s)
	if !ok || n > 0xffff {
		return 0, false
	}
	return uint16(n), true
}

// CanonicalPort reports whether s, which [Port] has accepted, is what
// [strconv.AppendUint] writes: whether it has no leading zeros.
func CanonicalPort(s string) bool {
	return CanonicalUint64(s)
}
