-- KEYS: session. ARGV: how long ago it was used. The expiry schedule stays as it is, since it may
-- be early: a claim puts it right.
local f, t = read(KEYS[1]), now()
if live(f, t) and t - ARGV[1] > f.accessed then
  f.accessed = t - ARGV[1]
  save(KEYS[1], f, t)
end
return {}
