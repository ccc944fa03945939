-- Takes entries of the outbox over into deliveries: the place up to which it was read and what is to be sent move together, so that a
-- crash between the two loses nothing and a node that slept sends nothing again.
-- KEYS  1 cursor  2 deliveries   ARGV  1 the cursor that was seen (empty: none)  2 the cursor now  3.. field, delivery, field, …
-- Returns 1, or 0 when another was faster.
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
for i = 3, #ARGV, 2 do redis.call('HSETNX', KEYS[2], ARGV[i], ARGV[i + 1]) end
return 1
