-- expect: timeout|memory|error: |ok ; the compiler walks the whole chain for each link
load('local a = 1; return ' .. ('a or '):rep(800000) .. 'a')
