for site in sites do print(site) end
