print(sites:count()
