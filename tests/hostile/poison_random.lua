-- expect: ok ; the next script starts from the same seed
math.randomseed(7)
for _ = 1, 100 do math.random() end
