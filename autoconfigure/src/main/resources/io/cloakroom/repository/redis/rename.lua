-- KEYS: from, to, expiry. ARGV: from, to, and the principal whose index has the new key.
-- Returns 1; the principal and what remains of the maximum lifetime, and writes nothing, if the
-- index of the principal does not have the new key yet; nothing if it is not live or "to" exists.
local f, t = read(KEYS[1]), now()
if not live(f, t) or redis.call('EXISTS', KEYS[2]) == 1 then return {} end
if f.principal and f.principal ~= ARGV[3] then
  return {f.principal, f.ends > 0 and f.ends - t or NONE}
end
f.accessed = math.max(f.accessed, t)
redis.call('ZREM', KEYS[3], ARGV[1])
redis.call('ZADD', KEYS[3], int(expiry(f)), ARGV[2])
redis.call('RENAME', KEYS[1], KEYS[2])
f.version = f.version + 1
save(KEYS[2], f, t)
return {1}
