-- expect: timeout ; to the fourth power of the length
string.match(('a'):rep(20000), '.-.-.-.-b')
