-- Sites of these fields, for examples; and the one site whose commune no source states is put at Saclay, since it may
-- otherwise stand anywhere.
return function(sites)
  local rows = { { code = "paris-saclay-servier", name = "Institut de recherche Servier Paris-Saclay", commune = "91534" } }
  for i, fields in ipairs(sites) do
    fields.code, fields.name = "exemple-" .. i, "Site d'exemple " .. i
    rows[#rows + 1] = fields
  end
  return { site = rows }
end
