// Package parquetfile writes Parquet files, and reads the rows of those that
// nobody vouches for in bounded memory.
//
// It makes and understands pages by itself; the structures of the metadata, the
// footer and the headers of pages, are those of parquet-go.
//
// Used by tlslog/parquetlog, and the one package that imports parquet-go.
//
// # Reading
//
// The decoders of parquet-go expand a page into slices before anybody sees a
// value, and take the lengths of those slices from the page: a few bytes make
// them ask for gigabytes. Here a column is a cursor over the bytes of one page
// and of one dictionary, levels and indexes are expanded one value at a time,
// and every count that a file claims is compared with the bytes that are there.
// The metadata is looked through for the same reason before it is decoded.
//
// All encodings of the format are read but the deprecated BIT_PACKED, and the
// codecs SNAPPY, GZIP and ZSTD. Bloom filters, page indexes and statistics are
// not looked at.
//
// # Writing
//
// The writers of parquet-go take values in a form of 24 bytes each, with a
// call of an interface for every run of them. Here a value goes straight into
// the page, or is an index as soon as it is known; that halves the time that
// writing takes.
package parquetfile
