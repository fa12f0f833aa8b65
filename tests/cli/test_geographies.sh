# Geographies, as a user meets them: communes that merged and parted, files of publishers, zones drawn anew. Communes and
# their changes are real, figures are made up.
# shellcheck shell=sh disable=SC2016
here=$(cd "$(dirname "$0")" && pwd)
. "$here/library.sh"

check "an observatory" ends 0 init .
mkdir in
# Cherbourg took in four communes in 2016; Bihorel and Bois-Guillaume were one from 2012 to 2013; Saint-Lucien left Sigy in 2017.
cat >in/territory.csv <<'END'
code,level,name,valid_from,valid_to,parents,edition
50173,commune,Équeurdreville-Hainneville,,2015-12-31,DEP-50,
50203,commune,La Glacerie,,2015-12-31,DEP-50,
50416,commune,Querqueville,,2015-12-31,DEP-50,
50602,commune,Tourlaville,,2015-12-31,DEP-50,
ZE2010-A,employment_zone_2010,Zone A,,,,ZE 2010
ZE2010-B,employment_zone_2010,Zone B,,,,ZE 2010
27701,commune,Val-de-Reuil,,,DEP-27;ZE2020-2815;ZE2010-A,COG 2026
27229,commune,Évreux,,,DEP-27;ZE2020-2808;ZE2010-B,COG 2026
76540,commune,Rouen,,,DEP-76;ZE2020-2815;ZE2010-B,COG 2026
END
cat >in/territory_change.csv <<'END'
from,to,date,kind
50173,50129,2016-01-01,merger
50203,50129,2016-01-01,merger
50416,50129,2016-01-01,merger
50602,50129,2016-01-01,merger
76095,76108,2012-01-01,merger
76108,76095,2014-01-01,split
76676,76601,2017-01-01,split
END
printf 'list,code,name,position\nterritory_level,employment_zone_2010,Zone 2010,4\n' >in/term.csv
printf 'code,name,unit,aggregation\njobs,Emplois,jobs,sum\nwage,Salaire,EUR,average\n' >in/measure.csv
printf 'code,title,publisher,date,geography\nM,Made up,us,2024,\nM23,On one geography,us,2024,COG 2023\n' >in/source.csv
cat >in/observation.csv <<'END'
measure,territory,period,value,source
jobs,50129,2014,30000,M
jobs,50173,2014,4000,M
jobs,50203,2014,3000,M
jobs,50416,2014,1000,M
jobs,50602,2014,5000,M
jobs,50129,2018,45000,M
jobs,50129,2006,41000,M23
jobs,50129,2022,46000,M23
wage,50129,2014,30000,M
wage,50129,2018,33000,M
jobs,76108,2010,5000,M
jobs,76108,2013,7100,M
jobs,76108,2018,5200,M
jobs,76095,2018,2100,M
jobs,ZE2010-A,2014,90,M
jobs,ZE2010-B,2014,580,M
END
check "communes, changes and figures" ends 0 import registry --yes in/*.csv

of='local function of(code, year, geography, measure)
  return figure { measure = measure or "jobs", territory = code, period = year, geography = geography }
end return '
asks() { ends "$1" eval "$of$2"; } # STATUS EXPRESSION: of figures of(code, year, geography)
check "two grounds of one commune" asks 4 'of("50129", 2018) - of("50129", 2014)'
check "are refused, with both" says 'Cherbourg-en-Cotentin (commune), 2014) on that of 2014; ask for both with geography = 2018'
check "in French" ends 4 --lang fr eval "${of}growth(of('50129', 2014), of('50129', 2018))"
check "with what to do" says 'demandez les deux avec geography = 2018'
check "in Italian" ends 4 --lang it eval "${of}of('50129', 2014) < of('50129', 2018)"
check "with what to do there" says 'chiedetele entrambe con geography = 2018'
check "put together from its communes" asks 0 'of("50129", 2018) - of("50129", 2014, of("50129", 2018).geography)'
check "they differ by what they do" writes '2,000 jobs'
check "a source that is on one geography" asks 0 'of("50129", 2022) - of("50129", 2006)'
check "needs nothing" writes '5,000 jobs'
check "a merger that was undone" asks 0 'of("76108", 2018) - of("76108", 2010)'
check "left the ground as it was" writes '200 jobs'
check "in between it was another" asks 4 'of("76108", 2018) - of("76108", 2013)'
check "and nobody knows how it parted" asks 0 'of("76108", 2013, 2018)'
check "so that it may be none or all" writes '0..7100 jobs'
check "population estimates it" ends 0 eval 'figure { measure = "jobs", territory = "76108", period = 2013, geography = 2018, weight = "population" }.status'
check "and says so" writes E
check "an average is not converted" asks 4 'of("50129", 2014, 2018, "wage")'
check "who knows that it does not matter" asks 0 'explain(of("50129", 2018, nil, "wage") - of("50129", 2014, nil, "wage"):any_geography())'
check "says so" writes 'whatever its geography: it was set aside'
check "what is of one place leaves others in peace" asks 0 'of("50129", 2014, 2018)'
check "and tells of no other" not says Sigy

# A quotient of a commune and others is the commune's, in its year.
mkdir -p scripts/indicators
cat >scripts/indicators/share_of_jobs.lua <<'END'
return indicator {
  id = "share_of_jobs", title = { en = "Share", fr = "Part", it = "Quota" }, level = "commune",
  compute = function(place, period)
    local own = figure { measure = "jobs", territory = place, period = period }
    local other = tostring(period) == "2018" and "76108" or "50602"
    return own / (own + figure { measure = "jobs", territory = other, period = period })
  end,
}
END
check "two quotients of one commune" ends 4 eval 'indicators.share_of_jobs("50129", 2018) - indicators.share_of_jobs("50129", 2014)'
check "are refused like its figures" says 'ask for both with geography = 2018'
check "of two communes" ends 0 eval 'indicators.share_of_jobs("50129", 2018) - indicators.share_of_jobs("50173", 2014)'

# A file whose years are all on one geography.
printf 'Code commune;Code APE;Nombre d%sétablissements 2012;Effectifs salariés 2012;Nombre d%sétablissements 2018;Effectifs salariés 2018\n' "'" "'" >urssaf.csv
printf '76108;2120Z;9;650;8;640\n76095;2120Z;2;200;2;210\n' >>urssaf.csv
check "a geography that is not" ends 3 import urssaf.commune_ape urssaf.csv --edition 2018 --geography COG2023
check "is refused" says 'there is no geography'
check "without one" ends 0 import urssaf.commune_ape urssaf.csv --edition 2018
check "datasets list the one that is assumed" ends 0 datasets
check "as such" grep -q 'urssaf.commune_ape *2018 *4 *2018 (assumed)' out
check "that of its last year is assumed" ends 0 eval 'dataset "urssaf.commune_ape"'
check "and shown" writes 'geography: 2018, assumed; state it when you import, with --geography'
check "it can be stated later" ends 0 datasets drop urssaf.commune_ape 2018
check "by importing anew" ends 0 import urssaf.commune_ape urssaf.csv --edition 2019 --geography "COG 2019"
check "datasets" ends 0 datasets
check "are listed with theirs" grep -q 'urssaf.commune_ape *2019 *4 *COG 2019' out
cat >two.lua <<'END'
local function of(year) return dataset("urssaf.commune_ape"):where { period = year }:by("commune"):sum("jobs") end
local both = of(2012):join(of(2018):rename("sum", "later"))
for row in both:rows() do print(row.commune.code, row.later - row.sum, row.sum.geography) end
END
check "its years meet" ends 0 run two.lua
check "as they are" grep -q '^76095.*10 jobs.*2019' out

# Eurostat still gives the regions before 2016.
cat >eurostat.csv <<'END'
DATAFLOW,LAST UPDATE,freq,nace_r2,indic_sbs,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS
ESTAT:SBS_R_NUTS2021(1.0),20/01/25 23:00:00,A,C21,EMP_NR,FRD1,2021,620,,
ESTAT:SBS_R_NUTS2021(1.0),20/01/25 23:00:00,A,C21,EMP_NR,FRD2,2021,8200,,
ESTAT:SBS_R_NUTS2021(1.0),20/01/25 23:00:00,A,C21,EMP_NR,FRB0,2021,9700,,
END
check "a table of Eurostat" ends 0 import eurostat.sdmx_csv eurostat.csv --edition 2025
cat >nuts.lua <<'END'
local eu = dataset("eurostat.sdmx_csv"):where { indic_sbs = "EMP_NR", period = 2021 }:by("territory"):sum("value")
local jobs = eu:with("jobs", function(row) return row.sum * figure "1 jobs" end):drop "sum"
print(jobs:recompose "COG 2026")
END
check "on the regions of today" ends 0 run nuts.lua
check "the halves of Normandie are one" grep -q '^Normandy *8,820' out
check "Centre has another name only" grep -q '^Centre-Val de Loire *9,700' out

# Zones of 2010 and 2020, through their communes.
zones='figures { measure = "jobs", level = "employment_zone_2010", period = 2014, observed_only = true }:recompose("ZE 2020"'
check "zones of 2010 on those of 2020" ends 0 eval "$zones)"
check "what was divided is open" grep -q '^Rouen *90..670' out
check "by population" ends 0 eval "$zones, { weight = 'population' })"
check "it is estimated" grep -q 'divided by population' out

# Two years on both sides of 2016, in the indicators and comparisons of the example.
check "the example" ends 0 init --example example
cat >observation.csv <<'END'
measure,territory,period,value,source
pharma_jobs,REG2015-23,2014,7000,N
pharma_jobs,REG2015-25,2014,2500,N
pharma_jobs,REG2015-24,2014,9300,N
pharma_jobs,REG-24,2018,9800,N
pharma_employees,REG2015-23,2014,7000,N
pharma_employees,REG2015-25,2014,2500,N
pharma_employees,REG-28,2018,9900,N
END
check "figures of former regions" ends 0 -C example import registry --yes observation.csv
check "both years, the regions of today" ends 0 -C example compare direct_jobs annual_change \
  --at "Normandie,Centre-Val de Loire" --period 2014,2018,2014-2018
check "the halves are added up" grep -q '^direct_jobs *Normandy *2014 *9,500 jobs' out
check "beside the year after" grep -q '^direct_jobs *Normandy *2018 *10,000 jobs' out
check "the change is of one ground" grep -q '^annual_change *Normandy *2014-2018 *1.036 %' out
check "the table says so" writes 'direct_jobs, 2014: on another geography than that of the year, in parentheses: Normandy (region) (2016), Centre-Val de Loire (region) (2015-01-17)'
check "of the change too" writes 'annual_change, 2014-2018: on another geography than that of the year, in parentheses: Normandy (region) (2018)'
check "years of the halves" ends 0 -C example --lang fr compare direct_jobs --at Normandie,Haute-Normandie --period 2014,2018
check "have no figure once they are one" grep -q '^direct_jobs *Haute-Normandie *2018 *?' out
check "and the table says that in French" writes "sur une autre géographie que celle de l'année, entre parenthèses : Normandie (région) (2016)"
finish
