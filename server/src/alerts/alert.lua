-- Turns one alert over together with what has to be told of it: a crash between the two would lose a raise, or tell it twice.
-- KEYS  1 meta  2 changed  3 alerts  4 history  5 outbox
-- ARGV  1 field  2 the record that was seen (empty: none)  3 the record now (empty: none)  4 entry of the history (empty: none)
--       5 message for the outbox (empty: none)  6 "1" when the board shows it  7 feed channel
-- Returns 1, or 0 when another was faster.
local alerts, field = KEYS[3], ARGV[1]
if (redis.call('HGET', alerts, field) or '') ~= ARGV[2] then return 0 end
if ARGV[3] == '' then redis.call('HDEL', alerts, field) else redis.call('HSET', alerts, field, ARGV[3]) end
if ARGV[4] ~= '' then
  redis.call('LPUSH', KEYS[4], ARGV[4])
  redis.call('LTRIM', KEYS[4], 0, 999)
end
if ARGV[5] ~= '' then redis.call('XADD', KEYS[5], 'MAXLEN', '~', 10000, '*', 'e', ARGV[5]) end
if ARGV[6] == '1' then
  local rev = redis.call('HINCRBY', KEYS[1], 'rev', 1)
  redis.call('ZADD', KEYS[2], rev, '*alerts')
  redis.call('PUBLISH', ARGV[7], rev)
end
return 1
