-- KEYS: lock of a principal. ARGV: owner. Returns 1 if it was the owner's.
if redis.call('GET', KEYS[1]) == ARGV[1] then return {redis.call('DEL', KEYS[1])} end
return {}
