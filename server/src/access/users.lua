-- Writes or deletes one user and keeps the index of names beside it.
-- KEYS[1] users (id -> json), KEYS[2] names (folded name -> id)
-- ARGV[1] id, ARGV[2] the json it was read as ('' = there is none), ARGV[3] the new json ('' = delete), ARGV[4] folded name before,
-- ARGV[5] folded name after, ARGV[6] '1' when an administrator would be lost
-- Returns 'ok', 'changed' (somebody else wrote first), 'name_taken' or 'last_admin'.
local users, names = KEYS[1], KEYS[2]
local id, before, after, old, new, loses = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
if (redis.call('HGET', users, id) or '') ~= before then return 'changed' end
if after ~= '' then
  local owner = redis.call('HGET', names, new)
  if owner and owner ~= id and redis.call('HEXISTS', users, owner) == 1 then return 'name_taken' end
end
if loses == '1' then
  local admins = 0
  for _, json in ipairs(redis.call('HVALS', users)) do
    local user = cjson.decode(json)
    if user.role == 'admin' and not user.disabled then admins = admins + 1 end
  end
  if admins < 2 then return 'last_admin' end
end
if old ~= '' then redis.call('HDEL', names, old) end
if after == '' then
  redis.call('HDEL', users, id)
else
  redis.call('HSET', users, id, after)
  redis.call('HSET', names, new, id)
end
return 'ok'
