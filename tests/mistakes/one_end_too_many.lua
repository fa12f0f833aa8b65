local x = 3
print(x)
end
