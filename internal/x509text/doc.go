// Package x509text reads how logs spell what stands in a certificate, serial
// numbers and distinguished names, and writes it in one canonical form. It
// appends to slices and does not allocate, so that the packages that write
// schemas need not either.
//
// Used by tlslog, tlslog/ecs and tlslog/internal/facts, which hand its texts out
// in types of their own.
package x509text
