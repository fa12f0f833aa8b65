print("Normandie)
