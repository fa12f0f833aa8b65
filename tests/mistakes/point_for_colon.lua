return sites.count()
