SELECT siret, name FROM establishments WHERE lower(strip_accents(replace(name, chr(34), ''))) LIKE 'laboratoires deti%'
