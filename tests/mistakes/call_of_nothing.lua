local tools = {}
tools.count()
