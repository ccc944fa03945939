-- Replaces the registry if it still is what the writer has read.
-- KEYS[1] registry   ARGV[1] the rev it was read at ('0' = there was none), ARGV[2] the next rev, ARGV[3] the document
-- Returns 1 when written, else 0.
local registry, read, next, doc = KEYS[1], ARGV[1], ARGV[2], ARGV[3]
if (redis.call('HGET', registry, 'rev') or '0') ~= read then return 0 end
redis.call('HSET', registry, 'rev', next, 'doc', doc)
return 1
