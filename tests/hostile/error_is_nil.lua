-- expect: error: not a text ; nil can be raised as well
error(nil)
