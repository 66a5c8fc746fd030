// Package x509text reads how logs spell what stands in a certificate, serial
// numbers and distinguished names, and writes it in one canonical form. It
// appends to slices and does not allocate, so that the packages that write
// schemas need not either.
package x509text
