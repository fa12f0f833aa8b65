WITH ranked AS (
  SELECT departement, jobs,
    row_number() OVER (PARTITION BY departement ORDER BY jobs) - 1 AS place,
    count(*) OVER (PARTITION BY departement) - 1 AS last
  FROM establishments JOIN communes USING (commune)
)
SELECT departement,
  max(CASE WHEN place = CAST(0.5 * last AS INTEGER) THEN jobs END)
    + (0.5 * last - CAST(0.5 * last AS INTEGER))
    * (max(CASE WHEN place = min(last, CAST(0.5 * last AS INTEGER) + 1) THEN jobs END)
      - max(CASE WHEN place = CAST(0.5 * last AS INTEGER) THEN jobs END)),
  max(CASE WHEN place = CAST(0.9 * last AS INTEGER) THEN jobs END)
    + (0.9 * last - CAST(0.9 * last AS INTEGER))
    * (max(CASE WHEN place = min(last, CAST(0.9 * last AS INTEGER) + 1) THEN jobs END)
      - max(CASE WHEN place = CAST(0.9 * last AS INTEGER) THEN jobs END))
FROM ranked
GROUP BY departement, last
