-- KEYS: session. Returns the time and all fields if it is live, else nothing. Writes nothing.
local t = now()
if not live(read(KEYS[1]), t) then return {} end
return {t, redis.call('HGETALL', KEYS[1])}
