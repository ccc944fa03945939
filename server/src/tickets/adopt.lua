-- The store takes over a newer registry: from here on commits must be judged under it, and the board is drawn by it.
-- KEYS  1 meta  2 changed
-- An empty store gets its epoch here, before anybody draws a board from it.
-- ARGV  1 registry rev  2 the rev whose verdicts are the same under this one, or -1  3 feed channel  4 an epoch for a store without one
-- Returns the registry rev that the store holds now.
local meta, changed = KEYS[1], KEYS[2]
redis.call('HSETNX', meta, 'epoch', ARGV[4])
local held = redis.call('HMGET', meta, 'registry', 'judged')
local current = tonumber(held[1] or '0')
if tonumber(ARGV[1]) <= current then return current end
redis.call('HSET', meta, 'registry', ARGV[1])
if held[2] == ARGV[2] then redis.call('HSET', meta, 'judged', ARGV[1]) end
local rev = redis.call('HINCRBY', meta, 'rev', 1)
redis.call('ZADD', changed, rev, '*registry')
redis.call('PUBLISH', ARGV[3], rev)
return tonumber(ARGV[1])
