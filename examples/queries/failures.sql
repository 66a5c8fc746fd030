-- Why connections and calls fail. The result is success where a firewall found
-- a fault and let the connection pass. The reason is the word that all sources
-- share, the code is AWS's own.
SELECT
    source,
    result,
    reason,
    code,
    count(*) AS events,
    min("time") AS first_seen,
    max("time") AS last_seen
FROM events
WHERE result = 'failure' OR reason IS NOT NULL
GROUP BY 1, 2, 3, 4
ORDER BY events DESC, 1, 2, 3, 4;
