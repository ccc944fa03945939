-- A store that stands before a rev it had already given out has lost its tail (an older copy, a failover): its next revs would name
-- other contents than the same numbers did. It gets another epoch, once, whichever node sees it first.
-- KEYS  1 meta  2 changed   ARGV  1 the epoch and 2 the rev that a reader has seen  3 a new epoch  4 feed channel
local meta, changed = KEYS[1], KEYS[2]
local held = redis.call('HMGET', meta, 'epoch', 'rev')
if held[1] ~= ARGV[1] or tonumber(held[2] or '0') >= tonumber(ARGV[2]) then return 0 end
redis.call('HSET', meta, 'epoch', ARGV[3])
local rev = redis.call('HINCRBY', meta, 'rev', 1)
redis.call('ZADD', changed, rev, '*registry')
redis.call('PUBLISH', ARGV[4], rev)
return 1
