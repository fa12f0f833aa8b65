local amount = 490000 €
return amount
