-- expect: error: invalid conversion ; addresses differ from run to run, and are nobody's business
return string.format('%p', {})
