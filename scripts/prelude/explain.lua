-- explain(): how a result came about, for people or as JSON or Markdown.

local tr, fail = core.translate, core.fail

local function explain_frame(frame, options)
  local parts = {}
  local columns = frame.columns
  for row in frame:rows() do
    for _, name in ipairs(columns) do
      if core.is_figure(row[name]) then
        parts[#parts + 1] = core.explain_figure(row[name], options.format, options.depth)
      end
    end
  end
  for _, note in ipairs(frame.notes) do parts[#parts + 1] = tr("Note: %s", note) .. "\n" end
  return table.concat(parts)
end

local function describe_options(options)
  return core.describe(type(options) == "table" and options.depth or options)
end

local function explain(value, options)
  options = options or {}
  if type(options) ~= "table" or (options.depth ~= nil and not math.tointeger(options.depth)) then
    fail("argument", "explain: expected options such as { format = \"json\", depth = 2 }, found %s", describe_options(options))
  end
  if type(value) == "number" then return tostring(value) end
  if core.is_figure(value) then return core.explain_figure(value, options.format, options.depth) end
  if core.is_judgement(value) then return core.explain_judgement(value) end
  if core.is_verdict(value) then return core.explain_verdict(value, options) end
  if core.is_frame(value) then return explain_frame(value, options) end
  if core.is_collection(value) then return value:plan() end
  fail("argument", "explain takes a figure, a verdict, a frame or a collection, found %s", core.describe(value))
end

core.explain = explain

core.publish("explain", function(value, options) return core.plain(explain(value, options)) end, {
  signature = "explain(result [, { format = \"text\" | \"json\" | \"markdown\", depth = }]) -> explanation",
  english = "How a result came about: formula, inputs, bounds, unit, sources; for a verdict, what decided it and what would settle it.",
  french = "Comment un résultat a été obtenu : formule, entrées, bornes, unité, sources ; pour un verdict, ce qui l'a décidé et ce qui le trancherait.",
  example = "explain(indicators.basin_concentration(\"Normandie\", 2018))",
})
