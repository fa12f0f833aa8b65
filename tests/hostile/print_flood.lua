-- expect: output ; more than anybody reads
while true do print(('x'):rep(1000)) end
