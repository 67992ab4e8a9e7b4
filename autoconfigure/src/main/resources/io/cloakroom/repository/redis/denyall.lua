-- KEYS: order, ends, values. ARGV: name of a principal, retention, by how much the epoch is ahead of
-- the clock, session that is spared or ''. Returns the new epoch, and that from which on the session's
-- tokens are spared: what was denied before stays denied, unless this session was spared then too.
local t = now()
local former, spared, from = known(ARGV[1])
deny(ARGV[1], t, ARGV[2])
local new = math.max(former + 1, t + ARGV[3])
local value = int(new)
if ARGV[4] == '' then
  from = 0
else
  if spared ~= ARGV[4] then from = former end
  value = value .. ' ' .. ARGV[4] .. ' ' .. int(from)
end
redis.call('HSET', KEYS[3], ARGV[1], value)
return {new, from}
