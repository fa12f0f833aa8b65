// the members
return members
