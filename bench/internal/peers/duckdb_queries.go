package peers

import "strings"

const addressesAsTexts = "addresses are texts"

// duckDBALB reads the classic lines of a load balancer. A subject that is absent
// stands in quotation marks, and is NULL all the same.
func duckDBALB() duckDBQuery[albRecord] {
	return duckDBQuery[albRecord]{
		note: addressesAsTexts,
		table: `read_csv(%s, delim = ' ', quote = '"', escape = '', nullstr = '-', header = false, auto_detect = false,
			columns = {time: 'TIMESTAMP', client_ip: 'VARCHAR', client_port: 'USMALLINT', listener_port: 'USMALLINT',
				protocol: 'VARCHAR', cipher: 'VARCHAR', latency: 'DECIMAL(18, 6)', subject: 'VARCHAR', validity: 'VARCHAR',
				serial: 'VARCHAR', status: 'VARCHAR', trace_id: 'VARCHAR', key_exchange: 'VARCHAR', elb: 'VARCHAR', ip_address: 'VARCHAR'})`,
		columns: append([]string{
			"time", "client_ip", "client_port", "listener_port", "protocol", "cipher", "CAST(latency * 1000000 AS BIGINT)", "subject",
			"serial", "status", "trace_id", "key_exchange", "elb", "ip_address",
		}, duckDBValidity("validity")...),
		set: func(r *albRecord, row *duckDBRow) {
			r.Time = row.nextTime()
			r.ClientIP = row.addr(next[string](row))
			r.ClientPort = next[uint16](row)
			r.ListenerPort = next[uint16](row)
			r.TLSProtocol = next[string](row)
			r.TLSCipher = next[string](row)
			r.Latency = row.nextDuration()
			r.Subject = next[string](row)
			r.SerialNumber = next[string](row)
			r.VerifyStatus = next[string](row)
			r.TraceID = next[string](row)
			r.KeyExchange = next[string](row)
			r.ELB = next[string](row)
			r.IPAddress = row.addr(next[string](row))
			r.NotBefore, r.NotAfter = row.nextTime(), row.nextTime()
		},
	}
}

// duckDBValidity returns the columns for NotBefore=…;NotAfter=….
func duckDBValidity(column string) []string {
	return []string{
		"CAST(substr(split_part(" + column + ", ';', 1), 11) AS TIMESTAMP)",
		"CAST(substr(split_part(" + column + ", ';', 2), 10) AS TIMESTAMP)",
	}
}

// cloudFrontTypes are the names of the fields and DuckDB's types for them.
const cloudFrontTypes = `{eventTimestamp: 'BIGINT', connectionId: 'VARCHAR', connectionStatus: 'VARCHAR', clientIp: 'VARCHAR',
	clientPort: 'USMALLINT', serverIp: 'VARCHAR', distributionId: 'VARCHAR', distributionTenantId: 'VARCHAR',
	tlsProtocol: 'VARCHAR', tlsCipher: 'VARCHAR', tlsHandshakeDuration: 'BIGINT', tlsSni: 'VARCHAR',
	clientLeafCertSerialNumber: 'VARCHAR', clientLeafCertSubject: 'VARCHAR', clientLeafCertIssuer: 'VARCHAR',
	clientLeafCertValidity: 'VARCHAR', connectionLogCustomData: 'VARCHAR'}`

// duckDBCloudFrontW3C reads rows with all columns in AWS's order, and does not
// look at the header.
func duckDBCloudFrontW3C() duckDBQuery[cloudFrontRecord] {
	return duckDBCloudFront(`read_csv(%s, delim = '\t', quote = '', escape = '', comment = '#', nullstr = '-', header = false, auto_detect = false, columns = ` + cloudFrontTypes + `)`)
}

// duckDBCloudFrontJSON reads objects, in which an absent value is a text, too.
func duckDBCloudFrontJSON() duckDBQuery[cloudFrontRecord] {
	dashes := nullDashes("distributionTenantId", "clientLeafCertSerialNumber", "clientLeafCertSubject", "clientLeafCertIssuer",
		"clientLeafCertValidity", "connectionLogCustomData")
	return duckDBCloudFront(`(SELECT * REPLACE (` + dashes + `) FROM read_json(%s, format = 'newline_delimited', columns = ` + cloudFrontTypes + `))`)
}

// nullDashes returns what makes NULL of dashes.
func nullDashes(columns ...string) string {
	var all []string
	for _, c := range columns {
		all = append(all, "nullif("+c+", '-') AS "+c)
	}
	return strings.Join(all, ", ")
}

func duckDBCloudFront(table string) duckDBQuery[cloudFrontRecord] {
	return duckDBQuery[cloudFrontRecord]{
		note:  addressesAsTexts,
		table: table,
		columns: append([]string{
			"epoch_ms(eventTimestamp)", "connectionId", "connectionStatus", "clientIp", "clientPort", "serverIp",
			"distributionId", "distributionTenantId", "tlsProtocol", "tlsCipher", "tlsHandshakeDuration * 1000", "tlsSni",
			"clientLeafCertSerialNumber", "clientLeafCertSubject", "clientLeafCertIssuer", "connectionLogCustomData",
		}, duckDBValidity("clientLeafCertValidity")...),
		set: func(r *cloudFrontRecord, row *duckDBRow) {
			r.EventTimestamp = row.nextTime()
			r.ConnectionID = next[string](row)
			r.ConnectionStatus = next[string](row)
			r.ClientIP = row.addr(next[string](row))
			r.ClientPort = next[uint16](row)
			r.ServerIP = row.addr(next[string](row))
			r.DistributionID = next[string](row)
			r.DistributionTenantID = next[string](row)
			r.TLSProtocol = next[string](row)
			r.TLSCipher = next[string](row)
			r.HandshakeDuration = row.nextDuration()
			r.SNI = next[string](row)
			r.SerialNumber = next[string](row)
			r.Subject = next[string](row)
			r.Issuer = next[string](row)
			r.CustomData = next[string](row)
			r.NotBefore, r.NotAfter = row.nextTime(), row.nextTime()
		},
	}
}

func duckDBNetworkFirewall() duckDBQuery[networkFirewallRecord] {
	return duckDBQuery[networkFirewallRecord]{
		note: addressesAsTexts,
		table: `read_json(%s, format = 'newline_delimited', columns = {firewall_name: 'VARCHAR', availability_zone: 'VARCHAR', event_timestamp: 'BIGINT',
			event: 'STRUCT("timestamp" TIMESTAMP, src_ip VARCHAR, src_port USMALLINT, dest_ip VARCHAR, dest_port USMALLINT, sni VARCHAR,
				tls_error STRUCT(error_message VARCHAR), revocation_check STRUCT(leaf_cert_fpr VARCHAR, status VARCHAR, "action" VARCHAR))'})`,
		columns: []string{
			"firewall_name", "availability_zone", "make_timestamp(event_timestamp * 1000000)", `event."timestamp"`,
			"event.src_ip", "event.src_port", "event.dest_ip", "event.dest_port", "nullif(event.sni, '-')", "event.tls_error.error_message",
			"event.revocation_check.leaf_cert_fpr", "event.revocation_check.status", `event.revocation_check."action"`,
		},
		set: func(r *networkFirewallRecord, row *duckDBRow) {
			r.FirewallName = next[string](row)
			r.AvailabilityZone = next[string](row)
			r.EventTimestamp = row.nextTime()
			r.Timestamp = row.nextTime()
			r.SrcIP = row.addr(next[string](row))
			r.SrcPort = next[uint16](row)
			r.DestIP = row.addr(next[string](row))
			r.DestPort = next[uint16](row)
			r.SNI = next[string](row)
			r.ErrorMessage = next[string](row)
			r.LeafCertFPR = next[string](row)
			r.Status = next[string](row)
			r.Action = next[string](row)
		},
	}
}

// duckDBCalls reads a log file of CloudTrail, which is one object.
func duckDBCalls() duckDBQuery[cloudTrailCall] {
	return duckDBQuery[cloudTrailCall]{
		table: `(SELECT unnest(Records) AS r FROM read_json(%s, maximum_object_size = %d, columns = {Records: 'STRUCT(
			eventTime TIMESTAMP, userIdentity STRUCT(arn VARCHAR, principalId VARCHAR, accountId VARCHAR, invokedBy VARCHAR),
			eventSource VARCHAR, eventName VARCHAR, awsRegion VARCHAR, sourceIPAddress VARCHAR, userAgent VARCHAR,
			errorCode VARCHAR, errorMessage VARCHAR, eventID VARCHAR, eventType VARCHAR, recipientAccountId VARCHAR, eventCategory VARCHAR,
			tlsDetails STRUCT(tlsVersion VARCHAR, cipherSuite VARCHAR, clientProvidedHostHeader VARCHAR, keyExchange VARCHAR))[]'}))`,
		columns: []string{
			"r.eventTime", "r.userIdentity.arn", "r.userIdentity.principalId", "r.userIdentity.accountId", "r.userIdentity.invokedBy",
			"r.eventSource", "r.eventName", "r.awsRegion", "r.sourceIPAddress", "r.userAgent",
			"r.errorCode", "r.errorMessage", "r.eventID", "r.eventType", "r.recipientAccountId", "r.eventCategory",
			"r.tlsDetails.tlsVersion", "r.tlsDetails.cipherSuite", "r.tlsDetails.clientProvidedHostHeader", "r.tlsDetails.keyExchange",
		},
		set: func(r *cloudTrailCall, row *duckDBRow) {
			r.EventTime = row.nextTime()
			t := &r.Texts
			for _, to := range []*string{
				&t.UserIdentity.ARN, &t.UserIdentity.PrincipalID, &t.UserIdentity.AccountID, &t.UserIdentity.InvokedBy,
				&t.EventSource, &t.EventName, &t.AWSRegion, &t.SourceIPAddress, &t.UserAgent,
				&t.ErrorCode, &t.ErrorMessage, &t.EventID, &t.EventType, &t.RecipientAccountID, &t.EventCategory,
				&t.TLSDetails.TLSVersion, &t.TLSDetails.CipherSuite, &t.TLSDetails.ClientProvidedHostHeader, &t.TLSDetails.KeyExchange,
			} {
				*to = next[string](row)
			}
		},
	}
}
