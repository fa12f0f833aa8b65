-- grappe check: the findings of scripts, with the line of each; with --fix what can safely be mended is.

local tr, fail, check = core.translate, core.fail, core.source_check

local MARGIN = "%5d | "

local function show(path, finding, line)
  local message = finding.remark and tr("remark: %s", finding.message) or finding.message
  print(string.format("%s:%d:%d: %s", path, finding.line, finding.column, message))
  if not line or line == "" then return end
  local margin = MARGIN:format(finding.line)
  print(margin .. core.harmless((line:gsub("\t", " "))))
  print(string.rep(" ", #margin + finding.column - 1) .. "^")
end

local function lines_of(text)
  local lines = {}
  for line in (text .. "\n"):gmatch "(.-)\r?\n" do lines[#lines + 1] = line end
  return lines
end

-- All scripts of the observatory's own; of the example, those that are shipped.
local function all_files(own)
  local files = {}
  for _, kind in ipairs(core.script_kinds) do
    for _, id in ipairs(core.script_ids(kind, own)) do files[#files + 1] = (core.script_path(kind, id)) end
  end
  return files
end

-- Returns texts by file, findings by file, and what was learnt by file.
local function look(files)
  local texts, found, learnt = {}, {}, {}
  for _, path in ipairs(files) do
    texts[path] = core.read_script(path)
    found[path], learnt[path] = check.text(texts[path], path)
  end
  check.cycles(learnt, found)
  return texts, found
end

local function mend(files, texts, found)
  local total = 0
  for _, path in ipairs(files) do
    local text, count = check.fixed(texts[path], found[path])
    -- A first mistake may hide others: mend as long as something is mended.
    for _ = 1, 100 do
      if count == 0 then break end
      total = total + count
      texts[path] = text
      text, count = check.fixed(text, (check.text(text)))
    end
    if total > 0 then core.write_script(path, texts[path]) end
  end
  return total
end

local function as_json(files, found)
  local rows = {}
  for _, path in ipairs(files) do
    for _, one in ipairs(found[path]) do
      rows[#rows + 1] = string.format("{\"file\":%s,\"line\":%d,\"column\":%d,\"severity\":\"%s\",\"message\":%s}", core.json_string(path),
        one.line, one.column, one.remark and "remark" or "mistake", core.json_string(one.message))
    end
  end
  return "[" .. table.concat(rows, ",\n") .. "]"
end

function core.command_check(options)
  local files = options.files or all_files(options.own ~= nil)
  local texts, found = look(files)
  if options.fix then
    local count = mend(files, texts, found)
    core.notice(count == 1 and "1 place was mended" or "%d places were mended", count)
    if count > 0 then texts, found = look(files) end
  end
  local mistakes, remarks = 0, 0
  for _, path in ipairs(files) do
    for _, one in ipairs(found[path]) do
      if one.remark then remarks = remarks + 1 else mistakes = mistakes + 1 end
    end
  end
  if options.format and options.format[1] == "json" then return core.plain(as_json(files, found)), mistakes > 0 end
  for _, path in ipairs(files) do
    local lines = lines_of(texts[path])
    for _, one in ipairs(found[path]) do show(path, one, lines[one.line]) end
  end
  print(table.concat({
    #files == 1 and tr "1 file" or tr("%d files", #files),
    mistakes == 1 and tr "1 mistake" or tr("%d mistakes", mistakes),
    remarks == 1 and tr "1 remark" or tr("%d remarks", remarks),
  }, ", "))
  return nil, mistakes > 0
end
