-- KEYS: sessions of a principal. ARGV: key, how long the session may last.
-- The score says when the entry was made, so that a reader does not take an entry whose session is
-- just being written for a dead one. The removal comes first: Redis takes it even when it is out of
-- memory, and then takes the rest of the script too.
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('ZADD', KEYS[1], int(now()), ARGV[1])
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[2]) then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return {}
