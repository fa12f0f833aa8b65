-- expect: timeout|memory|error:  ; more elements than there is time for
table.move({}, 1, 1 << 50, 2, {})
