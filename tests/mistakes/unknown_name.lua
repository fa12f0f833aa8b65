return site:count()
