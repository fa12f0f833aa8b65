local share = 0.7
if share > 0,5 then print(share) end
