sites:count
