-- KEYS: sessions. ARGV: how long ago each was used. The expiry schedule stays as it is, since it may
-- be early: a claim puts it right.
local t = now()
for i, key in ipairs(KEYS) do
  local f = read(key)
  if live(f, t) and t - ARGV[i] > f.accessed then
    f.accessed = t - ARGV[i]
    save(key, f, t)
  end
end
return {}
