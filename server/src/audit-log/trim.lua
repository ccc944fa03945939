-- Lets the oldest entries go and keeps what the chain goes on from.
-- KEYS  1 entries  2 head   ARGV  1 seq of the last entry that goes  2 its hash  3 the seq that the chain is known to begin after
-- Returns how many went; 0 when somebody else has trimmed meanwhile.
if (redis.call('HGET', KEYS[2], 'baseSeq') or '0') ~= ARGV[3] then return 0 end
redis.call('HSET', KEYS[2], 'baseSeq', ARGV[1], 'baseHash', ARGV[2])
return redis.call('XTRIM', KEYS[1], 'MINID', string.format('%d-0', tonumber(ARGV[1]) + 1))
