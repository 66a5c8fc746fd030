-- Certificates that end within 30 days, or have ended and are still presented.
SELECT
    source,
    certificate_holder,
    certificate_subject,
    certificate_issuer,
    certificate_serial,
    certificate_fingerprint,
    certificate_not_before,
    certificate_not_after,
    count(*) AS events,
    min("time") AS first_seen,
    max("time") AS last_seen
FROM events
WHERE certificate_not_after < CAST(current_timestamp AT TIME ZONE 'UTC' AS timestamp) + INTERVAL '30' DAY
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
ORDER BY certificate_not_after, events DESC;
