-- Turns one reassignment over, with the agents it takes or lets go and the board's new rev: two leads who reach for one agent must not
-- both succeed, and a holder of the lease that slept must not act late.
-- KEYS  1 meta  2 changed  3 open  4 closed  5 closed, by instant  6 engaged  7 fence  8 outbox
-- ARGV  1 id  2 the record that was seen (empty: none)  3 the record now (empty: leaves the open ones)  4 the closed record (empty: none)
--       5 instant of closing  6 fencing number of the writer (empty: a person)  7 feed channel  8 message for the outbox (empty: none)
--       9 number of claims  10.. claims, releases
-- Returns '' | 'stale' | 'fenced' | a claim that another holds.
local open, engaged, id = KEYS[3], KEYS[6], ARGV[1]
if (redis.call('HGET', open, id) or '') ~= ARGV[2] then return 'stale' end
if ARGV[2] == '' and redis.call('HEXISTS', KEYS[4], id) == 1 then return 'stale' end
if ARGV[6] ~= '' and tonumber(redis.call('GET', KEYS[7]) or '0') > tonumber(ARGV[6]) then return 'fenced' end
local claims = tonumber(ARGV[9])
for i = 10, 9 + claims do
  local holder = redis.call('HGET', engaged, ARGV[i])
  if holder and holder ~= id then return ARGV[i] end
end
for i = 10, 9 + claims do redis.call('HSET', engaged, ARGV[i], id) end
for i = 10 + claims, #ARGV do
  if redis.call('HGET', engaged, ARGV[i]) == id then redis.call('HDEL', engaged, ARGV[i]) end
end
if ARGV[3] == '' then redis.call('HDEL', open, id) else redis.call('HSET', open, id, ARGV[3]) end
if ARGV[4] ~= '' then
  redis.call('HSET', KEYS[4], id, ARGV[4])
  redis.call('ZADD', KEYS[5], ARGV[5], id)
  for _, old in ipairs(redis.call('ZRANGE', KEYS[5], 0, -5001)) do redis.call('HDEL', KEYS[4], old) end
  redis.call('ZREMRANGEBYRANK', KEYS[5], 0, -5001)
end
if ARGV[8] ~= '' then redis.call('XADD', KEYS[8], 'MAXLEN', '~', 10000, '*', 'e', ARGV[8]) end
local rev = redis.call('HINCRBY', KEYS[1], 'rev', 1)
redis.call('ZADD', KEYS[2], rev, '*reassignments')
redis.call('PUBLISH', ARGV[7], rev)
return ''
