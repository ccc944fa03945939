-- Changes what steers the automation, together with what the boards show of it.
-- KEYS  1 meta  2 changed  3 control  4 automation  5 outbox
-- ARGV   1 the document that was seen (empty: none)  2 the new one  3 the view  4 feed channel
--       5 message for the outbox (empty: none)
-- Returns 1, or 0 when another was faster.
if (redis.call('GET', KEYS[3]) or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[3], ARGV[2])
if ARGV[5] ~= '' then redis.call('XADD', KEYS[5], 'MAXLEN', '~', 10000, '*', 'e', ARGV[5]) end
if redis.call('GET', KEYS[4]) == ARGV[3] then return 1 end
redis.call('SET', KEYS[4], ARGV[3])
local rev = redis.call('HINCRBY', KEYS[1], 'rev', 1)
redis.call('ZADD', KEYS[2], rev, '*reassignments')
redis.call('PUBLISH', ARGV[4], rev)
return 1
