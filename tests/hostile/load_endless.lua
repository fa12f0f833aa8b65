-- expect: memory|timeout|error:  ; a reader that never runs dry
load(function() return 'x' end)
