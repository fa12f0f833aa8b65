if indicators.members("Polepharma", 2018) >= 250 then print("many") end
