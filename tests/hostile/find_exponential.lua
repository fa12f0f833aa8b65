-- expect: timeout ; backtracking without an instruction of the machine
local n = 34
string.find(('a'):rep(n), ('a?'):rep(n) .. ('a'):rep(n))
