SELECT region, count(*), sum(jobs)
FROM establishments JOIN communes USING (commune)
WHERE activity IN ('21.10Z', '21.20Z')
GROUP BY region
