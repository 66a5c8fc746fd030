// Package parquetlog reads and writes logs as Parquet, the columnar format of
// data lakes: of Amazon Athena, Security Lake, Spark, Trino and DuckDB.
//
// A [Writer] writes records of one type, or events, as the rows of a file, and
// [Partitions] write them into a folder by source and day. A [Decoder] reads
// files that were written so, and those that AWS delivers:
//
//	w := parquetlog.NewWriter[alb.Record](file)
//	for rec, err := range alb.NewDecoder(log).All() {
//		if err != nil {
//			return err
//		}
//		if err := w.Write(&rec); err != nil {
//			return err
//		}
//	}
//	return w.Close()
//
// # What is written
//
// A file has a column for each field, under AWS's name for it or that of an
// event in JSON. All columns are optional: null means that the log does not say,
// which is the zero value of the field; zero durations and counts, false, and
// the empty message of an error that is there are not null.
//
//	STRING         text in UTF-8. Addresses are in the form of RFC 5952, what
//	               is an enumeration in an event by the name it has in JSON
//	TIMESTAMP      microseconds since 1970, UTC, of the years 0 to 9999
//	DECIMAL(18,9)  a duration in seconds, exact to the nanosecond
//	DECIMAL(18,6)  a duration in milliseconds, exact to the nanosecond
//	INT(32)        a port
//	INT(64)        any other number, up to 1<<63 - 1
//	BOOLEAN        true or false
//
// A value that its column cannot hold is an error; see [Writer.Write]. Such is a
// time with nanoseconds, of which AWS writes none, and a text that is not valid
// UTF-8, which comes from the other end of a connection; see
// [Writer.ReplaceInvalid].
//
// A file holds the values of its records, and not how a log spelled them: what
// is read from it is equal to what the Canonical method returns for the record
// that was written. What a log had in place of a damaged value is not in the
// record, and not in the file.
//
// A field that AWS has added, and that its package knows, but not the table here,
// is a column behind the others, of the type that its values have.
//
// The schema is stable, and has the number [SchemaVersion]. In the metadata of
// a file [KeyRecord] tells the kind of its rows, which heads each of these
// tables, and [KeyVersion] the number. A file of another number is not read.
//
// Columns whose values repeat have a dictionary, up to 1 MiB. Pages have up to
// 20,000 rows and are compressed with zstd. An ALB log of 15 columns becomes an
// eighth as large. Only the encodings PLAIN and RLE_DICTIONARY and pages of
// version 1 are used, which all software reads. Each row group has the least and
// the greatest value of its numbers and times, so that a query can pass over it;
// texts are as mixed in one part of a log as in all of it.
//
// # alb
//
//	time                            TIMESTAMP
//	client_ip                       STRING
//	client_port                     INT(32)
//	listener_port                   INT(32)
//	tls_protocol                    STRING
//	tls_cipher                      STRING
//	tls_handshake_latency           DECIMAL(18,9)
//	leaf_client_cert_subject        STRING
//	leaf_client_cert_not_before     TIMESTAMP
//	leaf_client_cert_not_after      TIMESTAMP
//	leaf_client_cert_serial_number  STRING
//	tls_verify_status               STRING
//	conn_trace_id                   STRING
//	tls_keyexchange                 STRING
//	elb                             STRING
//	ip_address                      STRING
//	extra                           STRING
//
// The two columns leaf_client_cert_not_before and leaf_client_cert_not_after
// are AWS's leaf_client_cert_validity.
//
// # cloudfront
//
//	eventTimestamp              TIMESTAMP
//	connectionId                STRING
//	connectionStatus            STRING
//	clientIp                    STRING
//	clientPort                  INT(32)
//	serverIp                    STRING
//	distributionId              STRING
//	distributionTenantId        STRING
//	tlsProtocol                 STRING
//	tlsCipher                   STRING
//	tlsHandshakeDuration        DECIMAL(18,6)
//	tlsSni                      STRING
//	clientLeafCertSerialNumber  STRING
//	clientLeafCertSubject       STRING
//	clientLeafCertIssuer        STRING
//	clientLeafCertNotBefore     TIMESTAMP
//	clientLeafCertNotAfter      TIMESTAMP
//	connectionLogCustomData     STRING
//	timestamp                   STRING
//	extra                       STRING
//
// The two columns clientLeafCertNotBefore and clientLeafCertNotAfter are AWS's
// clientLeafCertValidity.
//
// # networkfirewall
//
//	firewall_name                   STRING
//	availability_zone               STRING
//	event_timestamp                 TIMESTAMP
//	timestamp                       TIMESTAMP
//	src_ip                          STRING
//	src_port                        INT(32)
//	dest_ip                         STRING
//	dest_port                       INT(32)
//	sni                             STRING
//	no_sni                          BOOLEAN
//	tls_error_message               STRING
//	revocation_check_leaf_cert_fpr  STRING
//	revocation_check_status         STRING
//	revocation_check_action         STRING
//	extra                           STRING
//
// The members of event stand for themselves; those of an object within it have
// its name before them.
//
// # networkfirewall_alert
//
//	firewall_name        STRING
//	availability_zone    STRING
//	event_timestamp      TIMESTAMP
//	timestamp            TIMESTAMP
//	event_type           STRING
//	src_ip               STRING
//	src_port             INT(32)
//	dest_ip              STRING
//	dest_port            INT(32)
//	proto                STRING
//	app_proto            STRING
//	direction            STRING
//	pkt_src              STRING
//	flow_id              INT(64)
//	tx_id                INT(64)
//	alert_action         STRING
//	alert_signature_id   INT(64)
//	alert_rev            INT(64)
//	alert_signature      STRING
//	alert_category       STRING
//	alert_severity       INT(64)
//	verdict_action       STRING
//	tls_sni              STRING
//	tls_version          STRING
//	tls_subject          STRING
//	tls_issuerdn         STRING
//	tls_serial           STRING
//	tls_fingerprint      STRING
//	tls_notbefore        TIMESTAMP
//	tls_notafter         TIMESTAMP
//	tls_session_resumed  BOOLEAN
//	tls_ja3_hash         STRING
//	tls_ja3_string       STRING
//	tls_ja3s_hash        STRING
//	tls_ja3s_string      STRING
//	tls_ja4              STRING
//	tls_inspected        BOOLEAN
//	sni                  STRING
//	no_sni               BOOLEAN
//	aws_category         STRING
//	extra                STRING
//
// # cloudtrail
//
// Each member of an event is a column. Members of an object have the names of
// the objects around them before their own, with an underscore between:
// userIdentity_sessionContext_sessionIssuer_arn, tlsDetails_tlsVersion. The
// type is TIMESTAMP for eventTime and creationDate, BOOLEAN for readOnly,
// managementEvent, mfaAuthenticated, assumedRoot and
// sessionCredentialFromConsole, and STRING for all others. Free-form parts, such
// as requestParameters, are in JSON as they stand in the log. Every object has a
// column extra with its unknown members in JSON, such as tlsDetails_extra.
//
// # event
//
//	source                   STRING
//	time                     TIMESTAMP
//	id                       STRING
//	account                  STRING
//	region                   STRING
//	resource                 STRING
//	client_ip                STRING
//	client_port              INT(32)
//	client_host              STRING
//	server_ip                STRING
//	server_port              INT(32)
//	server_name              STRING
//	evidence                 STRING
//	version                  STRING
//	cipher_suite             STRING
//	cipher_name              STRING
//	key_exchange             STRING
//	handshake_duration       DECIMAL(18,9)
//	result                   STRING
//	reason                   STRING
//	code                     STRING
//	action                   STRING
//	message                  STRING
//	certificate_holder       STRING
//	certificate_subject      STRING
//	certificate_issuer       STRING
//	certificate_serial       STRING
//	certificate_not_before   TIMESTAMP
//	certificate_not_after    TIMESTAMP
//	certificate_fingerprint  STRING
//	service                  STRING
//	operation                STRING
//	principal                STRING
//	principal_account        STRING
//	user_agent               STRING
//
// # What is read
//
// A Decoder takes the columns by their names. Case does not matter, nor what is
// neither a letter nor a digit: Client-IP is client_ip. AWS normalises the names
// of Parquet columns, and the names of those of connection logs are not
// published. Columns may be missing, and may be of any type: a text is read as in
// the other formats of the log, a bare integer that is to be a time as
// milliseconds since 1970, and a floating-point number by its shortest decimal
// form. Timestamps without a time zone, which some software writes, are taken for
// UTC, the only zone that AWS's logs have. In a file that no Writer has written, an empty text and "-" stand for an
// absent value, and validities and the name timestamp for ALB's time are read as
// AWS has them in text. (That AWS delivers all columns as text is documented for
// the access logs of CloudFront; no Parquet file of connection logs has been
// published.)
//
// Columns that are not known go to the record's Extra, as the members of a JSON
// object, and so do those in groups, with the names of the groups and periods
// before their own. A repeated column is an array, with the elements of lists in
// a list one after the other. Of a text, bytes that are not valid UTF-8 become
// U+FFFD; bytes that are neither valid UTF-8 nor said to be a text are in
// hexadecimal digits. An event has no Extra, so that they are passed over there.
//
// All encodings of the format are read, but for the deprecated BIT_PACKED, and
// the codecs SNAPPY, GZIP and ZSTD.
//
// # Errors
//
// A damaged value is a [tlslog.ParseError] that names the row and the column.
// A file that is not Parquet, that was cut off, contradicts itself, is of
// another log or exceeds a limit ends in a final error. No file makes a Decoder
// panic, or hold more memory than its limits say: the sizes that a file claims
// are compared with the bytes that are there. What a small file can claim
// without having it, such as a billion equal rows, is limited by MaxExpansion.
//
// # Memory
//
// The strings of records that a Decoder returns are parts of chunks of 16 KiB
// that are never written again, as with the other decoders: the Clone method of
// a record gives it memory of its own.
package parquetlog
