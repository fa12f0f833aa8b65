-- expect: error: a b ; and zeros in it do not cut it short
error('a\0b')
