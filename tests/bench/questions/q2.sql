SELECT commune, substr(activity, 1, 2), sum(jobs)
FROM establishments
GROUP BY 1, 2
