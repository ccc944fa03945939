-- Reads, at one instant of the store, what changed on the board since a rev that the reader has. One atomic read is what makes
-- (epoch, rev) name one content: counters read one by one could belong to two revs.
-- KEYS  1 meta  2 changed  3 gauges  4 counters of the business day  5 tickets  6 alerts  7 reassignments  8 automation
--       9 log  10 wake  11.. waiting lists of the channels in ARGV
-- ARGV  1 epoch and 2 rev that the reader has (empty, -1: none)  3 gauge names  4 dated names (comma separated)  5.. channel ids
-- Returns { epoch, rev, phase, registry, judged, pulse, unmapped, number of tickets, alerts, reassignments, automation, last entry of the log, next wake,
--           { channel, gauge values, dated values, oldest since } ... }
local meta = redis.call('HMGET', KEYS[1], 'epoch', 'rev', 'phase', 'registry', 'judged', 'pulse')
local since = meta[1] == ARGV[1] and tonumber(ARGV[2]) or -1
local dirty, all = {}, since < 0
for _, channel in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '(' .. since, '+inf')) do dirty[channel] = true end
if dirty['*registry'] or dirty['*phase'] then all = true end
local function also(name, key) return (all or dirty[name]) and redis.call('HVALS', key) or false end

local function values(key, channel, names)
  local fields = {}
  for name in string.gmatch(names, '[^,]+') do fields[#fields + 1] = channel .. ':' .. name end
  return redis.call('HMGET', key, unpack(fields))
end

local result = { meta[1], meta[2], meta[3], meta[4], meta[5], meta[6], redis.call('HGET', KEYS[3], '*:unmapped'), redis.call('HLEN', KEYS[5]), also('*alerts', KEYS[6]), also('*reassignments', KEYS[7]),
  (all or dirty['*reassignments']) and redis.call('GET', KEYS[8]) or false,
  (redis.call('XREVRANGE', KEYS[9], '+', '-', 'COUNT', 1)[1] or {})[1] or false, redis.call('ZRANGE', KEYS[10], 0, 0, 'WITHSCORES')[2] or false }
for i = 5, #ARGV do
  local channel = ARGV[i]
  if all or dirty[channel] then
    local oldest = redis.call('ZRANGE', KEYS[i + 6], 0, 0, 'WITHSCORES')
    result[#result + 1] = { channel, values(KEYS[3], channel, ARGV[3]), values(KEYS[4], channel, ARGV[4]), oldest[2] or false }
  end
end
return result
