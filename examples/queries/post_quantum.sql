-- The share of connections and calls whose key exchange withstands a quantum
-- computer: of all those for which a source logs what was negotiated. Of some
-- it does not log the key exchange; with_key_exchange is the number of the
-- others.
SELECT
    source,
    count(*) AS events,
    count(key_exchange) AS with_key_exchange,
    count(post_quantum) AS post_quantum,
    CAST(count(post_quantum) AS double) / count(*) AS share
FROM (
    SELECT
        source,
        key_exchange,
        CASE
            WHEN key_exchange IN (
                'X25519MLKEM768', 'SecP256r1MLKEM768', 'SecP384r1MLKEM1024', 'curveSM2MLKEM768',
                'MLKEM512', 'MLKEM768', 'MLKEM1024',
                -- Drafts, which are being withdrawn.
                'X25519Kyber768Draft00', 'SecP256r1Kyber768Draft00',
                'x25519_kyber-512-r3', 'secp256r1_kyber-512-r3', 'secp384r1_kyber-768-r3', 'secp521r1_kyber-1024-r3'
            ) THEN 1
        END AS post_quantum
    FROM events
    WHERE evidence = 'logged'
) AS logged
GROUP BY source
ORDER BY source;
