-- How datasets are shown: the list of those that are loaded, and what one is.

local tr = core.translate

local function column_of(list, key, value)
  local values = {}
  for i, item in ipairs(list) do values[i] = value and value(item) or item[key] end
  return { key, values }
end

local function megabytes(info)
  return tonumber(string.format(info.bytes < 1e6 and "%.3f" or "%.1f", info.bytes / 1e6))
end

-- Columns without any value are left out.
local function frame_of(count, columns)
  local kept = { rows = count }
  for _, column in ipairs(columns) do
    if next(column[2]) ~= nil then kept[#kept + 1] = column end
  end
  return core.frame(kept)
end

-- The geography that a dataset states, else the one that is assumed for it; nil where it has no territories.
local function geography_of(info)
  if info.geography then return info.geography end
  local ok, more = pcall(function() return core.dataset_columns(dataset(info.code, info.edition)) end)
  return ok and more.assumed_geography and tr("%s (assumed)", more.assumed_geography) or nil
end

-- The collection `datasets`, typed alone.
function core.datasets_frame()
  local list = core.datasets()
  return core.frame {
    rows = #list,
    column_of(list, "code"),
    column_of(list, "edition"),
    column_of(list, "rows"),
    column_of(list, "geography", geography_of),
    column_of(list, "source"),
    column_of(list, "licence"),
    column_of(list, "MB", megabytes),
    column_of(list, "imported", function(info) return info.imported_at and info.imported_at:sub(1, 10) end),
    column_of(list, "name"),
  }
end

local function kind_of(column)
  return column.digits and tr("%s of %d digits", column.kind, column.digits) or column.kind
end

local function codes_of(column)
  if not column.entity then return nil end
  return column.level and column.entity .. " (" .. column.level .. ")" or column.entity
end

-- The columns of a dataset, one a row.
function core.dataset_frame(dataset)
  local _, columns = core.dataset_columns(dataset)
  return frame_of(#columns, {
    column_of(columns, "name"),
    column_of(columns, "type", kind_of),
    column_of(columns, "unit"),
    column_of(columns, "codes_of", codes_of),
    column_of(columns, "values"),
    column_of(columns, "meaning"),
  })
end

-- A dataset typed alone: what it is, its columns, and what to ask next.
function core.show_dataset(dataset)
  local info = core.dataset_columns(dataset)
  local lines = {
    tr("%s, edition %s: %s rows, %s MB, imported on %s", info.code, info.edition, info.rows_shown,
      info.megabytes_shown, (info.imported_at or "?"):sub(1, 10)),
  }
  if info.name then lines[#lines + 1] = info.name end
  local facts = {}
  if info.source then facts[#facts + 1] = tr("source: %s", info.source) end
  if info.licence then facts[#facts + 1] = tr("licence: %s", info.licence) end
  if info.geography then facts[#facts + 1] = tr("geography: %s", info.geography) end
  if info.assumed_geography then
    facts[#facts + 1] = tr("geography: %s, assumed; state it when you import, with --geography", info.assumed_geography)
  end
  if #facts > 0 then lines[#lines + 1] = table.concat(facts, "; ") end
  for _, other in ipairs(core.datasets()) do
    if other.code == info.code and other.edition ~= info.edition then
      lines[#lines + 1] = tr("another edition: dataset(\"%s\", \"%s\")", other.code, other.edition)
    end
  end
  lines[#lines + 1] = ""
  lines[#lines + 1] = core.display(core.dataset_frame(dataset))
  return core.plain(table.concat(lines, "\n"))
end
