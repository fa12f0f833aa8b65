SELECT departement, quantiles[1], quantiles[2]
FROM (
  SELECT departement, quantile_cont(jobs, [0.5, 0.9]) AS quantiles
  FROM establishments JOIN communes USING (commune)
  GROUP BY departement
)
