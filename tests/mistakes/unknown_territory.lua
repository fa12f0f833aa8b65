return sites:within("Normendie"):count()
