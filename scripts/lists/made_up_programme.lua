-- A training programme of these fields, for examples: its code is "exemple".
return function(fields)
  fields.code, fields.name = "exemple", "Formation d'exemple"
  return { training_programme = { fields } }
end
