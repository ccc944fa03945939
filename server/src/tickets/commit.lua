-- Applies one decided batch, or nothing of it: the rules live in TypeScript, this only compares versions and runs what was decided.
-- A script that fails half-way keeps its earlier writes, so everything that can refuse stands before the first write.
--
-- KEYS  1 meta  2 tickets  3 agents  4 log  5 ids  6 changed  7 frozen days  then whatever the operations touch
-- ARGV  1 epoch  2 registry rev that the batch was judged under  3 feed channel, then four lists, each led by its length:
--         versions   (2 | 3 | 7 = which hash, id, expected version) ...
--         log        (event key, content hash, entry) ...
--         operations (argument count, command, arguments ...) ...
--         channels whose numbers change
-- Returns {'applied', rev} | {'epoch'} | {'registry'} | {'version'}
local meta, log, ids, changed = KEYS[1], KEYS[4], KEYS[5], KEYS[6]
local at = 3
local function take() at = at + 1; return ARGV[at] end

local known = redis.call('HMGET', meta, 'epoch', 'registry')
if known[1] ~= ARGV[1] then return {'epoch'} end
if known[2] ~= ARGV[2] then return {'registry'} end
for _ = 1, tonumber(take()) do
  local hash, id, expected = KEYS[tonumber(take())], take(), take()
  local stored = redis.call('HGET', hash, id)
  if (stored and string.match(stored, '^%d+') or '0') ~= expected then return {'version'} end
end

-- An event without a ticket has no version: of two nodes that take it at once, only this tells the second that it is a repeat.
local first, events = at, {}
for i = 1, tonumber(take()) do events[i] = take(); at = at + 2 end
for _, seen in ipairs(#events > 0 and redis.call('HMGET', ids, unpack(events)) or {}) do
  if seen then return {'version'} end
end

at = first
for _ = 1, tonumber(take()) do
  local key, hash, entry = take(), take(), take()
  redis.call('HSET', ids, key, hash .. ' ' .. redis.call('XADD', log, '*', 'e', entry))
end
for _ = 1, tonumber(take()) do
  local count = tonumber(take())
  redis.call(unpack(ARGV, at + 1, at + count))
  at = at + count
end
local count = tonumber(take())
if count == 0 then return {'applied', redis.call('HGET', meta, 'rev')} end
local rev = redis.call('HINCRBY', meta, 'rev', 1)
for _ = 1, count do redis.call('ZADD', changed, rev, take()) end
redis.call('PUBLISH', ARGV[3], rev)
return {'applied', rev}
