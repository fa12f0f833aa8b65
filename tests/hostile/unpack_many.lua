-- expect: error: too many results ; more results than the stack takes
return table.unpack({}, 1, 1 << 40)
