SELECT activity, 1.0 * sum(jobs * jobs) / (1.0 * sum(jobs) * sum(jobs))
FROM (SELECT activity, commune, sum(jobs) AS jobs FROM establishments GROUP BY activity, commune) AS places
GROUP BY activity
