-- KEYS: order, ends, values. ARGV: how many at most. Returns how many it removed.
local over = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', int(now()), 'LIMIT', 0, ARGV[1])
for _, name in ipairs(over) do
  redis.call('ZREM', KEYS[1], name)
  redis.call('ZREM', KEYS[2], name)
  redis.call('HDEL', KEYS[3], name)
end
return {#over}
