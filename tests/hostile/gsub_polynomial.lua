-- expect: timeout ; and in each place again
string.gsub(('a'):rep(100000), '.-.-.-z', '')
