local name = "Normandie"
print(name + 1)
