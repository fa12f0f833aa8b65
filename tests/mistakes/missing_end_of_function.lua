local function twice(x)
  return 2 * x

print(twice(3))
