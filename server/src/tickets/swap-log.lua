-- Puts a copy of the event log in its place, once the copy has caught up. A new stream, because deleting an entry only marks it: its
-- bytes would stay in memory and in every file until all its neighbours are gone.
-- KEYS  1 log  2 copy   ARGV  1 last entry that was copied  2 how many more may be copied here
-- Returns 1 when the copy has taken the log's place, 0 when too much has come meanwhile.
local rest = redis.call('XRANGE', KEYS[1], '(' .. ARGV[1], '+', 'COUNT', tonumber(ARGV[2]) + 1)
if #rest > tonumber(ARGV[2]) then return 0 end
for _, entry in ipairs(rest) do redis.call('XADD', KEYS[2], entry[1], unpack(entry[2])) end
local flat, log = redis.call('XINFO', 'STREAM', KEYS[1]), {}
for i = 1, #flat, 2 do log[flat[i]] = flat[i + 1] end
redis.call('XSETID', KEYS[2], log['last-generated-id'], 'ENTRIESADDED', log['entries-added'], 'MAXDELETEDID', log['max-deleted-entry-id'])
redis.call('RENAME', KEYS[2], KEYS[1])
return 1
