-- Clients that still connect with a protocol that must no longer be used:
-- SSL, TLS 1.0 and TLS 1.1 (RFC 6176, 7568 and 8996).
SELECT
    source,
    coalesce(client_ip, client_host) AS client,
    version,
    count(*) AS events,
    min("time") AS first_seen,
    max("time") AS last_seen
FROM events
WHERE version IN ('SSLv2', 'SSLv3', 'TLS 1.0', 'TLS 1.1')
    AND evidence IN ('logged', 'inferred')
GROUP BY 1, 2, 3
ORDER BY events DESC, 1, 2, 3;
