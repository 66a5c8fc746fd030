-- API calls with such a protocol, by who made them and with what. AWS's query
-- for CloudTrail Lake has the same columns in the same order.
SELECT
    principal_account,
    account,
    principal,
    service,
    operation,
    region,
    version,
    coalesce(cipher_suite, cipher_name) AS cipher,
    user_agent,
    count(*) AS calls
FROM events
WHERE source = 'cloudtrail'
    AND version IN ('SSLv2', 'SSLv3', 'TLS 1.0', 'TLS 1.1')
    AND evidence IN ('logged', 'inferred')
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
ORDER BY service, operation, version, calls DESC;
