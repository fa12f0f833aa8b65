SELECT count(*) FROM establishments WHERE jobs > 50 AND state = 'A'
