-- The table events for DuckDB, from the folder that toparquet has written into.
-- In DuckDB the times of the files have a time zone; here they are in UTC and
-- have none, as in Athena and Trino.
CREATE OR REPLACE VIEW events AS
SELECT * REPLACE (
    "time" AT TIME ZONE 'UTC' AS "time",
    certificate_not_before AT TIME ZONE 'UTC' AS certificate_not_before,
    certificate_not_after AT TIME ZONE 'UTC' AS certificate_not_after
)
FROM read_parquet(
    'lake/events/**/*.parquet',
    hive_partitioning = true,
    hive_types = {'source': VARCHAR, 'year': VARCHAR, 'month': VARCHAR, 'day': VARCHAR}
);
