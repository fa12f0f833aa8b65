SELECT siret, name FROM establishments WHERE folded >= 'laboratoires deti' AND folded < 'laboratoires detj'
