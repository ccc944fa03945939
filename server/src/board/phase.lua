-- Turns the board's phase over, once, whoever comes first.
-- KEYS  1 meta  2 changed   ARGV  1 the phase that was seen (empty: none)  2 the new one  3 feed channel
-- Returns 1 when turned over, 0 when another was faster.
local meta, changed = KEYS[1], KEYS[2]
if (redis.call('HGET', meta, 'phase') or '') ~= ARGV[1] then return 0 end
redis.call('HSET', meta, 'phase', ARGV[2])
local rev = redis.call('HINCRBY', meta, 'rev', 1)
redis.call('ZADD', changed, rev, '*phase')
redis.call('PUBLISH', ARGV[3], rev)
return 1
