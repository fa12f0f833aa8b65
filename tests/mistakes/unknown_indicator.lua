return indicators.member("Polepharma", 2018)
