local place = { region = nil }
print(place.region.name)
