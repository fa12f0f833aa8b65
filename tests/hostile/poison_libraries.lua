-- expect: ok ; changes stay in this environment
string.upper = function() return 'changed' end
table.concat, math.floor = nil, nil
rawset(string, 'rep', nil)
coroutine.wrap = print
os.time = nil
pairs, ipairs, type = nil, nil, nil
