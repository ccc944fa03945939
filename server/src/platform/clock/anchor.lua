-- Agrees on where the test clock stands: the first node of a start sets the anchor, the others take it over.
-- KEYS[1] clock   ARGV[1] "start|rate", ARGV[2] this node's real time (epoch ms)
-- Returns the real time (epoch ms) at which the clock started.
local clock, wanted, now = KEYS[1], ARGV[1], ARGV[2]
local held = redis.call('HMGET', clock, 'wanted', 'anchor')
if held[1] == wanted then return held[2] end
redis.call('HSET', clock, 'wanted', wanted, 'anchor', now)
return now
