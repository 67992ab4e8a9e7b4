-- Goes in front of scripts on what is denied. KEYS: order, ends, values.
-- A name is the key of a session, or p: and the hash of a principal. The order has the time at which
-- each was denied, the ends when that is over, and the values what else there is to say of it:
-- nothing of a session; of a principal its epoch and, perhaps, the session that is spared.

-- Denies a name, for at least so long. No two have the same place in the order, and none comes
-- before one that was there, whatever the clock does: so whoever reads on from a place misses none.
-- The removal comes first: Redis takes it even when it is out of memory, and then takes the rest of
-- the script too. A logout must not fail for lack of memory.
local function deny(name, t, retention)
  redis.call('ZREM', KEYS[1], name)
  local last = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')
  redis.call('ZADD', KEYS[1], int(math.max(t, (last[2] or 0) + 1)), name)
  redis.call('ZADD', KEYS[2], 'GT', int(t + retention), name)
end

-- Returns the epoch of a principal, the session that is spared or '', and from which epoch on.
local function known(name)
  local value = redis.call('HGET', KEYS[3], name) or '0'
  local epoch, spared, from = string.match(value, '^(%d+) ?(%S*) ?(%d*)$')
  return tonumber(epoch or 0), spared or '', tonumber(from) or 0
end
