-- expect: error: too long ; no chance to stop inside
return utf8.len(('é'):rep(5000000))
