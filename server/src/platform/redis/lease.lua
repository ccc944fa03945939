-- Holds the site's lease for one node: renews it, or takes it when nobody holds it.
-- KEYS  1 lease  2 fence   ARGV  1 this node  2 for how long (ms)
-- Returns the fencing number while this node holds the lease, else 0. The number grows with every change of holder.
local holder = redis.call('GET', KEYS[1])
if holder == ARGV[1] then redis.call('PEXPIRE', KEYS[1], ARGV[2]); return tonumber(redis.call('GET', KEYS[2])) end
if holder then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return redis.call('INCR', KEYS[2])
