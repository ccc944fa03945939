-- Changes one field of a hash that still is what was seen.
-- KEYS  1 hash   ARGV  1 field  2 what was seen  3 what it becomes (empty: it goes)
-- Returns 1, or 0 when another was faster.
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
if ARGV[3] == '' then redis.call('HDEL', KEYS[1], ARGV[1]) else redis.call('HSET', KEYS[1], ARGV[1], ARGV[3]) end
return 1
