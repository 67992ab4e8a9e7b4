-- KEYS: session, expiry. ARGV: key. Returns the principal, if any.
local f = read(KEYS[1])
if f and f.claimed == 0 or not f and redis.call('EXISTS', KEYS[1]) == 1 then return {} end
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('UNLINK', KEYS[1])
return {f and f.principal}
