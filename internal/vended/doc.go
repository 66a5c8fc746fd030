// Package vended reads and writes the delivery formats of the logs that load
// balancers and CloudFront vend, as thin front ends over one table per source.
//
// A [Table] lists a source's fields in AWS's order, each with its name, its
// setter and its appender. The formats know nothing of the fields, and the
// fields nothing of the formats: a new field is one line in one table. One
// in the source's Ordinary makes it as fast as the others.
//
// The formats are the classic line of load balancers (line.go, columns.go),
// JSON (json.go), and rows of values (row.go, rowtext.go), whose columns a
// header of the W3C extended log format tells, the caller, or nobody
// (lines.go). A [Decoder] tells them apart.
//
// Nearly all records are ordinary: they have the documented fields in AWS's
// order and spelling. A [Cursor] reads such a record in one pass, from a
// classic line, a row or an object alike (cursor.go, cursortext.go,
// cursorvalues.go, ordinary.go). All others, and all damage, are read by way of
// the table. Where both read a record, both read the same.
//
// Used by alb and cloudfront, and by tlslog/parquetlog for the one form that a
// value has in vended Parquet files, too.
package vended
