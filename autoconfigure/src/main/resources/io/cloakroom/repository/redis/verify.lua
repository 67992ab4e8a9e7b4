-- KEYS: session. ARGV: principal.
-- Returns 'live' and when it began, if it is live and belongs to the principal; 'dead' if it can
-- never be live again; else 'other'. Writes nothing.
local f = read(KEYS[1])
if live(f, now()) and f.principal == ARGV[1] then return {'live', f.created} end
if f and f.claimed == 1 or not f and redis.call('EXISTS', KEYS[1]) == 0 then return {'dead'} end
return {'other'}
