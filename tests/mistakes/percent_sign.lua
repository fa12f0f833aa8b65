local share = 50 %
return share
