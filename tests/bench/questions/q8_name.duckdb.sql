SELECT siret, name FROM establishments WHERE lower(strip_accents(name)) LIKE 'laboratoires deti%'
