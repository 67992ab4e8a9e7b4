-- KEYS: session and expiry, of each. ARGV: lease, then the key of each.
-- Returns for each: the time and all fields; the time only, if Redis has dropped the session;
-- 'broken' if the key holds something else; nothing if it is not due.
local t = now()
-- A removal comes first: Redis takes it even when it is out of memory, and then takes the rest of
-- the script too. The cleanup is what frees memory.
redis.call('ZREM', KEYS[2], '')

local function claim(key, schedule, member)
  local score = redis.call('ZSCORE', schedule, member)
  if not score or tonumber(score) > t then return {} end
  local f = read(key)
  if live(f, t) then
    redis.call('ZADD', schedule, int(expiry(f)), member)
    return {}
  end
  if not f and redis.call('EXISTS', key) == 1 then
    redis.call('ZREM', schedule, member)
    return {'broken'}
  end
  redis.call('ZADD', schedule, int(t + ARGV[1]), member)
  if not f then return {t} end
  f.claimed = 1
  redis.call('HSET', key, 'm', meta(f))
  redis.call('PEXPIREAT', key, int(math.max(t, t + ARGV[1]) + f.grace))
  return {t, redis.call('HGETALL', key)}
end

local answers = {}
for i = 1, #KEYS, 2 do
  answers[#answers + 1] = claim(KEYS[i], KEYS[i + 1], ARGV[1 + (i + 1) / 2])
end
return answers
