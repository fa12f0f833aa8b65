local amount = 1.234.567
return amount
