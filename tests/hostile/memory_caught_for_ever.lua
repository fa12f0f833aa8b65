-- expect: timeout ; catching the error is allowed, going on for ever is not
while true do
  pcall(function()
    local kept = {}
    while true do kept[#kept + 1] = ('x'):rep(1000) .. #kept end
  end)
end
