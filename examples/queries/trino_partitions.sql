-- Makes new folders part of the table, in the current catalog. Run it after each
-- copy; put the name of the schema in the place of default.
CALL system.sync_partition_metadata('default', 'events', 'ADD');
