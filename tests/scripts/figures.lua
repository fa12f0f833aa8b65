-- Figures: notation, arithmetic, units, comparison, absence.

local function fails(code, f, ...)
  local ok, err = pcall(f, ...)
  assert(not ok, "expected an error")
  assert(err.code == code, "expected code " .. code .. ", found " .. tostring(err.code) .. ": " .. tostring(err))
  return err.message
end

-- notation both ways
for _, text in ipairs { "4750 jobs", ">200 members", ">=200", "<2000 EUR", "<=2000", "10000..20000 jobs", "~53 %", "?", "nc", "n/a", "s" } do
  assert(figure(text):notation() == text, text .. " came back as " .. figure(text):notation())
end
local share = figure "~53 %"
assert(share.low == 52.5 and share.high == 53.5 and share.value == 53 and share.unit == "%")
assert(not share.exact and figure("4750 jobs").exact)

-- arithmetic keeps bounds and units
local sum = figure "10000..20000 jobs" + figure ">200 jobs"
assert(sum:notation() == ">10200 jobs", sum:notation())
assert((figure "490000 EUR" / figure "2 years").unit == "EUR/year")
assert((figure "53 %" * figure "60000 jobs").value == 31800)
assert(math.abs((figure "1 k€" + figure "1 EUR"):convert("EUR").value - 1001) < 1e-9)
assert((figure "3 jobs" + 2).value == 5)
assert((-figure "3 jobs").value == -3)

-- clashes name both sides
local message = fails("unit", function() return figure "3 jobs" + figure "2 €" end)
assert(message:find("job") and (message:find("EUR") or message:find("€")), message)
fails("unit", function() return figure "3 jobs" < figure "2 €" end)

-- comparison: decided, or undecided with what is missing
assert(figure ">200" > 200 and not (figure "10..20" > 30))
fails("undecided", function() return figure "10000..20000" > figure "15000" end)
fails("undecided", function() return figure "?" > 1 end)
fails("undecided", function() return nil > 1 end)
fails("argument", function() return figure "1" == figure "2" end)
assert(figure "0.3" * 10 >= 3, "rounding is no doubt")

-- asking without raising
assert(known(figure "0") and not known(figure "?") and not known(nil))
assert(surely(function() return figure ">200" >= 200 end))
assert(possibly(function() return figure "10000..20000" > 15000 end))
assert(not surely(function() return figure "10000..20000" > 15000 end))
assert(verdict(function() return figure "?" > 1 end).answer == "unknown")

-- five kinds of absence stay apart
local kinds = {}
for _, text in ipairs { "?", "nc", "n/a", "s" } do kinds[#kinds + 1] = figure(text).absence end
assert(table.concat(kinds, ",") == "unknown,not collected,not applicable,suppressed")
assert(figure("0 jobs").absence == nil)
assert((figure "?" + 5).absence == "unknown")
assert((figure "1" / figure "0").absence == "undefined")

-- a figure cannot be changed, nor its methods misused
fails("argument", function() figure("1").value = 2 end)
fails("argument", function() return figure("1").convert(42, "jobs") end)
fails("not_found", function() return figure("1").size end)

-- statistics keep inputs and bounds
assert(math.abs(hhi { 4750, 2750, 1500, 850 }.value - 0.3411) < 5e-5)
assert(hhi({ 1, 1, 1, 1 }, { equivalent = true }).value == 4)
assert(hhi({}).absence == "undefined")
assert(math.abs(growth(490000, 588000).value - 0.2) < 1e-12)
