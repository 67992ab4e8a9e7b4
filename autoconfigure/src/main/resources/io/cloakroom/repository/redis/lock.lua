-- KEYS: lock of a principal. ARGV: owner, how long. Returns 1 if it is the owner's now.
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return {1} end
return {}
