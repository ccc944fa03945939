-- Wrong tries in a sliding window.
-- KEYS[1] tries   ARGV[1] now (ms), ARGV[2] window (ms), ARGV[3] limit, ARGV[4] a try to record, or ''
-- Returns the milliseconds until another try is welcome, 0 when it is now.
local tries, now, window, limit, try = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
redis.call('ZREMRANGEBYSCORE', tries, '-inf', now - window)
if try ~= '' then
  redis.call('ZADD', tries, now, try)
  redis.call('PEXPIRE', tries, window)
end
local count = redis.call('ZCARD', tries)
if count < limit then return 0 end
local oldest = redis.call('ZRANGE', tries, count - limit, count - limit, 'WITHSCORES')
return math.max(1, tonumber(oldest[2]) + window - now)
