local amount = 490 000
return amount
