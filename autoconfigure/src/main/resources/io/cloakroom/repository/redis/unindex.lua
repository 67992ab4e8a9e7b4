-- KEYS: sessions of a principal. ARGV: minimum age of an entry, then keys.
-- Removes entries, but for those that may belong to a write that is under way.
local t = now()
for i = 2, #ARGV do
  local made = redis.call('ZSCORE', KEYS[1], ARGV[i])
  if made and tonumber(made) < t - ARGV[1] then redis.call('ZREM', KEYS[1], ARGV[i]) end
end
return {}
