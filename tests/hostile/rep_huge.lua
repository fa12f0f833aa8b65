-- expect: memory ; asked for at once
return string.rep('0123456789', 1 << 40)
