package tlslog

import (
	"math/big"

	"github.com/awstls/awstls/internal/x509text"
)

// CanonicalSerial returns the serial number of a certificate in one spelling
// for all logs, so that serial numbers can be compared with == and used as
// keys: hexadecimal digits in upper case without separators and without leading
// zeros, 0 for zero, a minus sign before a negative number. It takes
//
//   - the digits of load balancers: FEF257372D5C14D4;
//   - those of CloudFront and Suricata with colons between them, which can
//     start with the byte 00 for the sign: 00:b1:43:ed;
//   - any number of digits, odd ones, too, and digits in either case;
//   - a minus sign, with which OpenSSL prints negative numbers. Digits without
//     one are never taken for the two's complement of a negative number.
//
// It returns "" and false for any other text, such as the empty one, and for
// numbers of more than 128 digits without leading zeros. That is more than
// three times what RFC 5280 allows, which is 20 bytes.
func CanonicalSerial(s string) (string, bool) {
	var buf [64]byte
	b, ok := x509text.AppendSerial(buf[:0], s)
	if !ok {
		return "", false
	}
	if string(b) == s {
		return s, true
	}
	return string(b), true
}

// SerialNumber returns c.Serial as a number, or nil and false if
// [CanonicalSerial] does not take it.
func (c Certificate) SerialNumber() (*big.Int, bool) {
	s, ok := CanonicalSerial(c.Serial)
	if !ok {
		return nil, false
	}
	return new(big.Int).SetString(s, 16)
}
