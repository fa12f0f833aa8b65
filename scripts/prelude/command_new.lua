-- grappe new KIND ID: a first script of one's own, which passes grappe check and grappe test as it is written.
--
-- The answers to the three questions are options: title, of and reference; what is not given is asked at the terminal, and
-- what is not answered has a default. In a template [[name]] stands for an answer, and `-- [[say_name]]` for a comment in
-- the user's language.

local tr, fail, scripts = core.translate, core.fail, core.scripts

local comments = {
  own = {
    en = "Yours to change. 'grappe check' looks it over, 'grappe test' runs its examples.",
    fr = "À vous de le modifier. « grappe check » l'examine, « grappe test » exécute ses exemples.",
    it = "Modificatelo come serve. «grappe check» lo esamina, «grappe test» ne esegue gli esempi.",
  },
  titles = {
    en = "What staff read, in each language: translate them.",
    fr = "Ce que lisent les équipes, dans chaque langue : traduisez-les.",
    it = "Ciò che legge il personale, in ogni lingua: traduceteli.",
  },
  compute = {
    en = "What is computed: here the posts of the job offers in the place.",
    fr = "Ce qui est calculé : ici les postes des offres d'emploi du lieu.",
    it = "Ciò che si calcola: qui i posti delle offerte di lavoro del luogo.",
  },
  examples = {
    en = "{ place, period, result }; false: no period. The rows of 'given' are supposed while the example runs; only = true sets the registry's own aside.",
    fr = "{ lieu, période, résultat } ; false : sans période. Les lignes de « given » sont supposées pendant l'exemple ; only = true écarte celles du registre.",
    it = "{ luogo, periodo, risultato }; false: senza periodo. Le righe di «given» si suppongono durante l'esempio; only = true mette da parte quelle del registro.",
  },
  indicators = {
    en = "The columns: ids of indicators, as 'grappe indicator' lists them.",
    fr = "Les colonnes : des identifiants d'indicateurs, tels que « grappe indicator » les liste.",
    it = "Le colonne: identificatori di indicatori, come li elenca «grappe indicator».",
  },
  places = {
    en = "The places, where none are asked for with --at.",
    fr = "Les lieux, si aucun n'est demandé par --at.",
    it = "I luoghi, se nessuno è chiesto con --at.",
  },
  requires = {
    en = "Each requirement: what it is called, and a function that is true where the row meets it.",
    fr = "Chaque exigence : son nom, et une fonction vraie si la ligne y satisfait.",
    it = "Ogni requisito: il suo nome, e una funzione vera se la riga lo soddisfa.",
  },
  cases = {
    en = "{ code of a row, day, verdict, FIELD = what is supposed of it }: pass, fail, unknown or not applicable.",
    fr = "{ code d'une ligne, jour, verdict, CHAMP = ce qu'on en suppose } : pass, fail, unknown ou not applicable.",
    it = "{ codice di una riga, giorno, verdetto, CAMPO = ciò che se ne suppone }: pass, fail, unknown o not applicable.",
  },
  text = {
    en = "Markdown; {name} stands for a value of 'values'.",
    fr = "Du Markdown ; {nom} tient lieu d'une valeur de « values ».",
    it = "Markdown; {nome} sta per un valore di «values».",
  },
  columns = {
    en = "Each column: what it is called here, and 'from' its name in the file.",
    fr = "Chaque colonne : son nom ici, et dans « from » son nom dans le fichier.",
    it = "Ogni colonna: il suo nome qui, e in «from» il suo nome nel file.",
  },
  file = {
    en = "Some lines as they are published, and the rows that become of them.",
    fr = "Quelques lignes telles que publiées, et ce qu'elles deviennent.",
    it = "Alcune righe come sono pubblicate, e ciò che diventano.",
  },
}

local head = [==[
-- [[say_own]]
return [[kind]] {
  id = [[id]],
  -- [[say_titles]]
  title = { en = [[title]], fr = [[title]], it = [[title]] },
  description = { en = [[description]], fr = [[description]], it = [[description]] },
]==]

local templates = {}

templates.indicator = [==[
  unit = "jobs", level = [[of]],
  reference = [[reference]],
  -- [[say_compute]]
  compute = function(place)
    return job_offers:within(place):sum "posts"
  end,
  -- [[say_examples]]
  examples = {
    { [[place]], false, 5, given = { job_offer = { only = true,
      { code = "one", name = "Exemple", place = [[code]], posts = 2 }, { code = "two", name = "Exemple", place = [[code]], posts = 3 },
    } } },
  },
}
]==]

templates.comparison = [==[
  reference = [[reference]],
  -- [[say_indicators]]
  indicators = { [[of]] },
  -- [[say_places]]
  places = { [[places]] },
}
]==]

templates.rule = [==[
  applies_to = [[of]],
  reference = [[reference]],
  -- [[say_requires]]
  requires = {
    {
      { en = "has a name", fr = "a un nom", it = "ha un nome" },
      function(row) return known(row.name) end,
    },
  },
  -- [[say_cases]]
  examples = {[[cases_of]]},
}
]==]

templates.report = [==[
  level = [[of]], place = [[place]],
  -- [[say_text]]
  text = {
    en = "The registry has {sites} in {place}.",
    fr = "Le registre compte {sites} : {place}.",
    it = "Il registro conta {sites}: {place}.",
  },
  values = function(place)
    return { place = place, sites = sites:within(place):count() }
  end,
}
]==]

templates.format = [==[
  publisher = [[reference]],
  reading = { separator = ";" },
  -- [[say_columns]]
  columns = {
    { "place", from = "code", type = "code", filled = true, level = [[of]], title = { en = "Place", fr = "Lieu", it = "Luogo" } },
    { "jobs", from = "jobs", type = "whole_number", unit = "jobs", not_negative = true, absent = { [""] = "unknown" },
      title = { en = "Jobs", fr = "Emplois", it = "Posti di lavoro" } },
  },
  -- [[say_file]]
  examples = {
    { text = [[file_text]], rows = { { place = [[code]], jobs = 12 } } },
  },
}
]==]

-- What each kind is of: the question, and the answer where nobody says.
local questions = {
  indicator = "Of which level? [%s] ",
  comparison = "Of which indicator? [%s] ",
  rule = "For which entity? [%s] ",
  report = "Of which level? [%s] ",
  format = "A row is of which level? [%s] ",
}
local defaults = { indicator = "region", comparison = "training_places", rule = "training_programme", report = "region", format = "region" }

local function quoted(text)
  return (string.format("%q", text):gsub("\\\n", "\\n"))
end

local function first_places(level, most)
  local found = {}
  if core.collection_of(level) then
    local levels = {}
    for _, name in ipairs(core.levels()) do levels[#levels + 1] = not core.collection_of(name) and name or nil end
    fail("argument", "%s is no level of territories: write one of %s", level, table.concat(levels, ", "))
  end
  if not core.is_level(level) then
    local near = core.nearest(level, core.levels())
    fail("argument", near and "there is no level '%s'; did you mean '%s'?" or "there is no level '%s': there are %s", level,
      near or table.concat(core.levels(), ", "))
  end
  for row in territories:where { level = level }:rows() do
    found[#found + 1] = row
    if #found == most then break end
  end
  if #found == 0 then fail("not_found", "the observatory has no place of the level %s yet", level) end
  return found
end

-- What else the template of a kind needs: each returns its own words by name, as Lua text; `of` where the answer was a
-- level in the user's language, and a script has its code.
local words = {}

function words.indicator(of)
  local first = first_places(of, 1)[1]
  return { of = quoted(first.level), place = quoted(first.name), code = quoted(first.code) }
end

words.report = words.indicator

function words.format(of)
  local first = first_places(of, 1)[1]
  local code = first.code
  return { of = quoted(first.level), code = quoted(code), file_text = quoted("code;jobs\n" .. code .. ";12\n") }
end

function words.comparison(of)
  local names = {}
  for i, row in ipairs(first_places(scripts.load("indicators", of).level, 3)) do names[i] = quoted(tostring(row)) end
  return { places = table.concat(names, ", ") }
end

-- The example supposes the name of a row that is there; where there is none yet, it waits for one.
function words.rule(of)
  local collection = core.collection_of(of)
  if not collection then fail("argument", "a rule is for the rows of an entity, such as training_programme; found '%s'", of) end
  if not core.field(of, "name") then fail("argument", "the rows of %s have no name: start from another entity, such as site", of) end
  for row in collection:rows() do
    return { cases_of = string.format('\n    { %s, %s, "pass", name = "Exemple" },\n  ', quoted(row.code), quoted(tostring(today()))) }
  end
  return { cases_of = "" }
end

local function filled(text)
  return text and text:find "%S" and text or nil
end

-- An option, else what is answered at the terminal, else nil.
local function answer(options, name, question)
  if options[name] then return filled(options[name][1]) end
  return filled(core.ask(question))
end

-- What it is of, and the words that come of that. At the terminal a wrong answer is told, and the question put again.
local function answer_of(options, kind)
  local question = tr(questions[kind], defaults[kind])
  while true do
    local given = answer(options, "of", question)
    local of = given or defaults[kind]
    local ok, put = pcall(words[kind], of)
    if ok then return of, put end
    if not given or options.of then core.throw(put) end
    local told = core.error_message(put):gsub("%%", "%%%%")
    core.notice(told)
  end
end

local function check_id(kind, id)
  if not templates[kind] then
    fail("argument", "'%s' is nothing that can be written: say indicator, comparison, rule, report or format", kind)
  end
  if not id:find "^[a-z][a-z0-9_.]*$" or id:find("..", 1, true) or id:find "%.$" or (kind ~= "format" and id:find(".", 1, true)) then
    fail("argument", "'%s' is no id: write small letters, digits and _, beginning with a letter%s", id,
      kind == "format" and tr " (a format may have dots)" or "")
  end
end

-- The shipped script of that id, to be changed, with the boundary cases that were accepted of it. An option of a new script
-- asks for one from the template instead.
local function copy_shipped(options, kind, id, path)
  local shipped = core.script_path(kind .. "s", id)
  if not shipped or options.title or options.of or options.reference then return false end
  core.write_script(path, core.read_script(shipped))
  local cases = shipped:gsub("%.lua$", ".cases.csv")
  if core.script_stamp(cases) then core.write_script(path:gsub("%.lua$", ".cases.csv"), core.read_script(cases)) end
  core.notice("a copy of the script that is shipped: yours is used from now on")
  print(path)
  return true
end

function core.command_new(options)
  local kind, id = options.ids[1], options.ids[2]
  check_id(kind, id)
  local path = string.format("%s/%ss/%s.lua", options.folder[1], kind, id)
  if core.script_stamp(path) then fail("argument", "%s is there already: nothing was written", path) end
  if copy_shipped(options, kind, id, path) then return nil, false end
  local named = id:gsub("[_.]", " "):gsub("^%l", string.upper)
  local title = answer(options, "title", tr("Title? [%s] ", named)) or named
  local of, put = answer_of(options, kind)
  local reference = answer(options, "reference", tr "Where does the definition come from? ")
  put.kind, put.id, put.of, put.title = kind, quoted(id), put.of or quoted(of), quoted(title)
  put.reference = quoted(reference or tr "to be said: where the definition comes from")
  put.description = kind == "report" and put.reference or put.title
  for name, texts in pairs(comments) do put["say_" .. name] = texts[core.language()] end
  core.write_script(path, ((head .. templates[kind]):gsub("%[%[([%w_]+)%]%]", put)))
  if core.script_path(kind .. "s", id, true) and select(2, core.script_path(kind .. "s", id)) then
    core.notice("%s '%s': your own script is used, not the one that is shipped", kind, id)
  end
  print(path)
  return nil, false
end
