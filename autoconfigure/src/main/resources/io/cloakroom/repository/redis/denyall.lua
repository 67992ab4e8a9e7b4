-- KEYS: order, ends, values. ARGV: name of a principal, retention, by how much the epoch is ahead of
-- the clock, session that is spared or ''. Returns the new epoch.
local t = now()
deny(ARGV[1], t, ARGV[2])
local new = math.max(epoch(ARGV[1]) + 1, t + ARGV[3])
redis.call('HSET', KEYS[3], ARGV[1], int(new) .. (ARGV[4] == '' and '' or ' ' .. ARGV[4]))
return {new}
