print(“bonjour”)
