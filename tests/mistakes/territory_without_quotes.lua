return sites:within(Normandie):count()
