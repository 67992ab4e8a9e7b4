-- KEYS: session, expiry. ARGV: key. Returns 1 and the principal, if any; nothing if it is not live.
local f = read(KEYS[1])
if not live(f, now()) then return {} end
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('UNLINK', KEYS[1])
return {1, f.principal}
