-- expect: timeout ; a numeric loop whose end is out of reach
for _ = 1, math.huge do end
