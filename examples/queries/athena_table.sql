-- The table events for Amazon Athena, engine version 3. Copy the folder events
-- that toparquet has written to the LOCATION first. The source is a column of
-- the files, too; Athena takes it from the names of the folders.
CREATE EXTERNAL TABLE IF NOT EXISTS events (
    `time` timestamp,
    `id` string,
    `account` string,
    `region` string,
    `resource` string,
    `client_ip` string,
    `client_port` int,
    `client_host` string,
    `server_ip` string,
    `server_port` int,
    `server_name` string,
    `evidence` string,
    `version` string,
    `cipher_suite` string,
    `cipher_name` string,
    `key_exchange` string,
    `handshake_duration` decimal(18,9),
    `result` string,
    `reason` string,
    `code` string,
    `action` string,
    `message` string,
    `certificate_holder` string,
    `certificate_subject` string,
    `certificate_issuer` string,
    `certificate_serial` string,
    `certificate_not_before` timestamp,
    `certificate_not_after` timestamp,
    `certificate_fingerprint` string,
    `service` string,
    `operation` string,
    `principal` string,
    `principal_account` string,
    `user_agent` string
)
PARTITIONED BY (
    `source` string,
    `year` string,
    `month` string,
    `day` string
)
STORED AS PARQUET
LOCATION 's3://amzn-s3-demo-bucket/events/';
