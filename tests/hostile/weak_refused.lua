-- expect: error: __mode ; weak tables: quadratic work in the collector, and not the same twice
setmetatable({}, { __mode = 'k' })
