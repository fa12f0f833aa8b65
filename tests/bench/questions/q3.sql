WITH cells AS (
  SELECT region, activity, sum(jobs) AS jobs
  FROM establishments JOIN communes USING (commune)
  GROUP BY region, activity
)
SELECT region, activity, jobs,
  1.0 * jobs * sum(jobs) OVER () / (sum(jobs) OVER (PARTITION BY region) * sum(jobs) OVER (PARTITION BY activity))
FROM cells
