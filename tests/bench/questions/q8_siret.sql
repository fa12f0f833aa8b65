SELECT siret, name, jobs FROM establishments WHERE siret = '@SIRET@'
