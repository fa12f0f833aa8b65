-- expect: ok ; one forgotten name is enough
for _, name in ipairs { 'io', 'debug', 'package', 'require', 'dofile', 'loadfile', 'loadstring', 'module', 'warn',
  'newproxy', 'setfenv', 'getfenv', 'unpack', 'arg', 'jit', 'ffi', 'collect' } do
  assert(_G[name] == nil, name)
end
for _, name in ipairs { 'execute', 'exit', 'getenv', 'remove', 'rename', 'tmpname', 'setlocale' } do
  assert(os[name] == nil, name)
end
assert(string.dump == nil)
assert(not pcall(collectgarbage, 'stop'))
assert(not pcall(collectgarbage))
