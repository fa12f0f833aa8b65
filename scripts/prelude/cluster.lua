-- `cluster`: the observatory that is open, seen as a whole.

local metatable = { __name = "cluster", __metatable = "cluster" }
local methods = {}

local function check_self(self, signature)
  if not core.parts(self, metatable) then
    core.fail("argument", "%s: argument %d: expected %s, found %s", signature, 1, "cluster", core.describe(self))
  end
end

function methods.count(self)
  check_self(self, "cluster:count()")
  local names, titles, counts = {}, {}, {}
  for i, entity in ipairs(core.entities()) do
    names[i], titles[i] = entity.plural, entity.title
    counts[i] = core.collection_of(entity.name):count().value
  end
  return core.frame { { "collection", names }, { "title", titles }, { "rows", counts } }
end

-- An unknown name is nil here and not an error, so that a script can ask what this Grappe offers.
function metatable.__index(_, key)
  return methods[key]
end

function metatable.__newindex()
  core.fail("argument", "a %s cannot be changed: make a new one", "cluster")
end

function metatable.__tostring()
  return core.translate "the observatory that is open: cluster:count() says what it holds"
end

core.publish("cluster", core.object(metatable, true), {
  signature = "cluster:count() -> frame",
  english = "The observatory that is open: its collections, with how many rows each has.",
  french = "L'observatoire ouvert : ses collections, avec le nombre de lignes de chacune.",
  example = "cluster:count()",
})
