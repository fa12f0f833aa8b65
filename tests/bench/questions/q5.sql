SELECT region, count(DISTINCT siren)
FROM establishments JOIN communes USING (commune)
GROUP BY region
