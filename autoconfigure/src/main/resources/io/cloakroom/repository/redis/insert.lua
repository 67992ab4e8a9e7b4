-- KEYS: session, expiry. ARGV: key, age, unused, idle, slack, remaining or '', grace, lineage,
-- '+' or '' for a principal, principal, then fields and values.
-- Returns the time; nothing if the key exists.
if redis.call('EXISTS', KEYS[1]) == 1 then return {} end
local t = now()
local f = {
  created = math.max(t - ARGV[2], 0), accessed = math.max(t - ARGV[3], 0),
  version = 1, idle = tonumber(ARGV[4]), slack = tonumber(ARGV[5]),
  ends = ARGV[6] == '' and 0 or math.max(t + ARGV[6], 1),
  grace = tonumber(ARGV[7]), claimed = 0
}
-- First, since Redis refuses it, and so the script, when it is full.
redis.call('ZADD', KEYS[2], int(expiry(f)), ARGV[1])
redis.call('HSET', KEYS[1], 'm', meta(f), 'n', 1, 'l', ARGV[8], part(11, #ARGV))
for i = 11 + PART, #ARGV, PART do
  redis.call('HSET', KEYS[1], part(i, #ARGV))
end
if ARGV[9] == '+' then redis.call('HSET', KEYS[1], 'p', ARGV[10]) end
collect(KEYS[1], f, t)
return {t}
