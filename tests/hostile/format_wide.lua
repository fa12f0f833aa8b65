-- expect: error: invalid conversion ; a width of five digits
return string.format('%12345d', 7)
