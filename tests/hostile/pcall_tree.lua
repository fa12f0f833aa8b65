-- expect: timeout ; two to the depth of protected calls
local function grow(depth)
  if depth > 0 then
    pcall(grow, depth - 1)
    pcall(grow, depth - 1)
  end
end
grow(100)
