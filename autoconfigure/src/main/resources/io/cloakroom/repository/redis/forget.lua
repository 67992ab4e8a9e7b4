-- KEYS: session and expiry, of each. ARGV: the key of each.
-- Returns for each the principal, if any.
local principals = {}
for i = 1, #KEYS, 2 do
  local f = read(KEYS[i])
  local member = ARGV[(i + 1) / 2]
  principals[#principals + 1] = f and f.claimed == 1 and f.principal or false
  if f and f.claimed == 1 or not f and redis.call('EXISTS', KEYS[i]) == 0 then
    redis.call('ZREM', KEYS[i + 1], member)
    redis.call('UNLINK', KEYS[i])
  end
end
return principals
