SELECT commune, 1.0 * sum(CASE WHEN activity IN ('21.10Z', '21.20Z') THEN jobs ELSE 0 END) / sum(jobs) AS share
FROM establishments
GROUP BY commune
HAVING sum(jobs) > 0
ORDER BY share DESC, commune
LIMIT 10
