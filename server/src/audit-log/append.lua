-- Adds entries to the end of the chain, if it still ends where the caller has seen it end.
-- KEYS  1 entries (stream, id = seq-0)  2 head (hash: seq, hash)
-- ARGV  1 hash that the chain must end with  2 hash that it ends with then  3 seq of the first entry  then the entries
-- Returns {1} when they were added, else {0, seq, hash} of where the chain ends.
local head = redis.call('HMGET', KEYS[2], 'seq', 'hash')
if (head[2] or '') ~= ARGV[1] then return {0, head[1] or '0', head[2] or ''} end
local seq = tonumber(ARGV[3])
for i = 4, #ARGV do redis.call('XADD', KEYS[1], string.format('%d-0', seq + i - 4), 'e', ARGV[i]) end
redis.call('HSET', KEYS[2], 'seq', string.format('%d', seq + #ARGV - 4), 'hash', ARGV[2])
return {1}
