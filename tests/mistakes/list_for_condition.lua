return sites:where { "21.20Z" }:count()
