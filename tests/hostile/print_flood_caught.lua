-- expect: output ; and it cannot be caught
while true do pcall(print, ('x'):rep(1000)) end
