-- expect: timeout ; and its error is not one to catch
while true do pcall(cluster.wait, cluster) end
