// Package vended reads and writes the delivery formats of the logs that load
// balancers and CloudFront vend, as thin front ends over one table per source.
//
// A [Table] lists a source's fields in AWS's order, each with its name, its
// setter and its appender. The formats know nothing of the fields, and the
// fields nothing of the formats: a new field is one line in one table.
//
// The packages alb and cloudfront use it and nobody else does.
package vended
