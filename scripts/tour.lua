-- A tour of the example observatory: a dozen questions, each with its answer, bounds and sources.
-- Run it with: grappe run scripts/tour.lua

local words = {
  en = {
    title = "A tour of the example observatory: Polepharma, as public sources describe it.",
    "How many members has the cluster? The source says \"more than 200\".",
    "What share of French medicines do they produce? \"About 53 %\".",
    "Jobs in the four main basins of Normandie, their shares and ranks.",
    "Together they make 9,850 jobs.",
    "How concentrated are they? The Herfindahl-Hirschman index, and how it came about.",
    "Each direct job in Normandie goes with one other.",
    "What the convention brings in a year: the amount rose, the yearly amount fell.",
    "Bounds are kept: 10,000 to 20,000 jobs and more than 200 jobs.",
    "Was the objective met: double the members in two years? Nobody counted at the end.",
    "Sites known in Normandie, by stage of the value chain.",
    "People at the sites of Normandie: what is unknown widens the answer.",
    "Training within 50 km of Val-de-Reuil.",
    "The three regions side by side.",
    last = "Go on by yourself: type  grappe  for the shell, then  .help",
  },
  fr = {
    title = "Visite de l'observatoire d'exemple : Polepharma, tel que le décrivent des sources publiques.",
    "Combien de membres compte le cluster ? La source dit « plus de 200 ».",
    "Quelle part des médicaments français produisent-ils ? « Environ 53 % ».",
    "Les emplois des quatre principaux bassins de Normandie, leurs parts et leurs rangs.",
    "Ensemble, ils font 9 850 emplois.",
    "Sont-ils concentrés ? L'indice de Herfindahl-Hirschman, et d'où il vient.",
    "Chaque emploi direct en Normandie va avec un autre.",
    "Ce que la convention apporte par an : le montant a monté, le montant annuel a baissé.",
    "Les bornes restent : de 10 000 à 20 000 emplois, et plus de 200 emplois.",
    "L'objectif est-il atteint : doubler les membres en deux ans ? Personne n'a compté à la fin.",
    "Les sites connus en Normandie, par étape de la chaîne de valeur.",
    "Les personnes employées sur les sites de Normandie : l'inconnu élargit la réponse.",
    "Les formations à moins de 50 km de Val-de-Reuil.",
    "Les trois régions côte à côte.",
    last = "À vous : tapez  grappe  pour l'interpréteur, puis  .help",
  },
  it = {
    title = "Visita dell'osservatorio di esempio: Polepharma, come lo descrivono fonti pubbliche.",
    "Quanti membri ha il cluster? La fonte dice «più di 200».",
    "Quale quota dei medicinali francesi producono? «Circa il 53 %».",
    "Gli addetti dei quattro bacini principali della Normandia, le quote e i ranghi.",
    "Insieme fanno 9.850 addetti.",
    "Quanto sono concentrati? L'indice di Herfindahl-Hirschman, e da dove viene.",
    "Ogni addetto diretto in Normandia ne comporta un altro.",
    "Quanto porta la convenzione in un anno: l'importo è salito, quello annuo è sceso.",
    "I limiti restano: da 10.000 a 20.000 addetti, e più di 200 addetti.",
    "L'obiettivo è raggiunto: raddoppiare i membri in due anni? Nessuno ha contato alla fine.",
    "I siti noti in Normandia, per fase della value chain.",
    "Le persone nei siti della Normandia: ciò che è ignoto allarga la risposta.",
    "La formazione entro 50 km da Val-de-Reuil.",
    "Le tre regioni a confronto.",
    last = "Ora tocca a voi: scrivete  grappe  per la shell, poi  .help",
  },
}

local text = words[language()]
local step = 0

local function ask(...)
  step = step + 1
  print("")
  print(string.format("%d. %s", step, text[step]))
  for _, result in ipairs { ... } do show(result) end
end

local basins = figures { measure = "pharma_jobs", level = "basin", within = "Normandie", period = 2018 }

print(text.title)
ask(indicators.members("Polepharma", 2018))
ask(indicators.production_share("Polepharma", 2018))
ask(basins:share():rank("pharma_jobs"))
ask(basins:sum())
ask(explain(indicators.basin_concentration("Normandie", 2018)))
ask(indicators.knock_on_jobs("Normandie", 2018))
ask(indicators.convention_per_year("normandie-2018-2019"), indicators.convention_per_year("normandie-2020-2022"))
ask(figure "10000..20000 jobs" + figure ">200 jobs")
ask(explain(indicators.members_objective("Polepharma", 2020)))
ask(sites:within "Normandie":by "stage":count())
ask(sites:within "Normandie":sum "headcount")
ask(training_programmes:near("Val-de-Reuil (commune)", "50 km"):count())
ask(comparisons.cluster_regions())
print("")
print(text.last)
