-- expect: error:  ; the message is cut
error(('x'):rep(1 << 23))
