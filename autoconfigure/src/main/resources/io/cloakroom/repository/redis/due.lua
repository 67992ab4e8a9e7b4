-- KEYS: expiry. ARGV: how many at most. Returns the keys that are due.
local keys = redis.pcall('ZRANGEBYSCORE', KEYS[1], '-inf', int(now()), 'LIMIT', 0, ARGV[1])
return keys.err and {} or keys
