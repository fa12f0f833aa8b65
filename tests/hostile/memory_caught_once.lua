-- expect: ok ; a script may catch it, free and go on
local fine, why = pcall(string.rep, 'x', 1e12)
assert(not fine and why.code == 'memory', tostring(why))
local again = pcall(function()
  local kept = {}
  while true do kept[#kept + 1] = ('x'):rep(100000) .. #kept end
end)
assert(not again)
assert(#(('y'):rep(1000000)) == 1000000)
