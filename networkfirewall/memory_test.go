package networkfirewall

import "unsafe"

// within reports whether part lies in the memory of whole.
func within(whole, part string) bool {
	start := uintptr(unsafe.Pointer(unsafe.StringData(whole)))
	p := uintptr(unsafe.Pointer(unsafe.StringData(part)))
	return start <= p && p < start+uintptr(len(whole))
}
