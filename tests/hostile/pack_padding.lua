-- expect: error: too large ; a size written in the format
return string.pack('c900000000', '')
