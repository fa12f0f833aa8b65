return sites:withn("Normandie"):count()
