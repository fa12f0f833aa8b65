-- expect: error: too long ; a format of many conversions
return os.date(('%c'):rep(1000000))
