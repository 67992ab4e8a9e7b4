-- KEYS: session, expiry. ARGV: key, lease.
-- Returns the time and all fields; the time only, if Redis has dropped the session; 'broken' if the
-- key holds something else; nothing if it is not due.
local score, t = redis.call('ZSCORE', KEYS[2], ARGV[1]), now()
if not score or tonumber(score) > t then return {} end
local f = read(KEYS[1])
-- A removal comes first: Redis takes it even when it is out of memory, and then takes the rest of
-- the script too. The cleanup is what frees memory.
redis.call('ZREM', KEYS[2], ARGV[1])
if live(f, t) then
  redis.call('ZADD', KEYS[2], int(expiry(f)), ARGV[1])
  return {}
end
local gone = not f and redis.call('EXISTS', KEYS[1]) == 0
if not f and not gone then return {'broken'} end
redis.call('ZADD', KEYS[2], int(t + ARGV[2]), ARGV[1])
if gone then return {t} end
f.claimed = 1
save(KEYS[1], f, t)
redis.call('PEXPIREAT', KEYS[1], int(math.max(t, t + ARGV[2]) + f.grace))
return {t, redis.call('HGETALL', KEYS[1])}
