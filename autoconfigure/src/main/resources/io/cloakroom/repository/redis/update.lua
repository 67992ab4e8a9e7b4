-- KEYS: session, expiry. ARGV: key, idle or '', slack, '=' or '+' or '-' for the principal,
-- principal, '+' or '' for a use, '=' or '-' or how long the maximum lifetime is from now on, number
-- of puts, fields and values to put, fields to remove.
-- Returns time, version, created, accessed, idle, ends, principal before, principal now; nothing if
-- it is not live.
local f, t = read(KEYS[1]), now()
if not live(f, t) then return {} end
local before = f.principal
local changed = #ARGV > 8 or ARGV[2] ~= '' or ARGV[4] ~= '=' or ARGV[7] ~= '='
if ARGV[6] == '+' then f.accessed = math.max(f.accessed, t) end
if ARGV[7] == '-' then
  f.ends = 0
elseif ARGV[7] ~= '=' then
  f.ends = math.max(t + ARGV[7], 1)
end
if ARGV[2] ~= '' then
  f.idle = tonumber(ARGV[2])
  f.slack = tonumber(ARGV[3])
end
-- First, though it seldom moves the score: Redis refuses it, and so the script, when it is full.
redis.call('ZADD', KEYS[2], 'LT', int(expiry(f)), ARGV[1])
if changed then f.version = f.version + 1 end
local last = 8 + 2 * ARGV[8]
save(KEYS[1], f, t, part(9, last))
for i = 9 + PART, last, PART do
  redis.call('HSET', KEYS[1], part(i, last))
end
for i = last + 1, #ARGV do
  redis.call('HDEL', KEYS[1], ARGV[i])
end
if ARGV[4] == '+' then
  f.principal = ARGV[5]
  redis.call('HSET', KEYS[1], 'p', ARGV[5])
elseif ARGV[4] == '-' then
  f.principal = false
  redis.call('HDEL', KEYS[1], 'p')
end
return {t, f.version, f.created, f.accessed, f.idle, f.ends, before, f.principal}
