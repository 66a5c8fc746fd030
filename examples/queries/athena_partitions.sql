-- Makes new folders part of the table. Run it after each copy.
MSCK REPAIR TABLE events;
