-- ARGV: first number, last number, milliseconds by which the copies are older.
-- Copies some session of Cloakroom under keys of its own, with its place in the expiry schedule.
-- Never a copy: the copy of one that is older would be too old for Redis to keep it.
local COPY = 'abc'
local source
local cursor = '0'
repeat
  local page = redis.call('SCAN', cursor, 'TYPE', 'hash', 'COUNT', 100)
  cursor = page[1]
  for _, key in ipairs(page[2]) do
    if string.sub(key, -#COPY) ~= COPY then source = key end
  end
until source or cursor == '0'
local fields = redis.call('HGETALL', source)
local ttl = redis.call('PTTL', source) - ARGV[3]
local times, place = {}, 0
for i = 1, #fields, 2 do
  if fields[i] == 'm' then place = i + 1 end
end
for number in string.gmatch(fields[place], '%-?%d+') do times[#times + 1] = tonumber(number) end
for _, i in ipairs({1, 2, 5}) do
  if times[i] > 0 then times[i] = times[i] - ARGV[3] end
end
local text = {}
for i, time in ipairs(times) do text[i] = string.format('%.0f', time) end
fields[place] = table.concat(text, ' ')
local due = times[2] + times[3] + times[4]
for i = ARGV[1], ARGV[2] do
  local hash = redis.sha1hex('copy ' .. i)
  local shard = string.sub(hash, 1, 2)
  local key = shard .. hash .. COPY
  local name = 'cloakroom:{' .. shard .. '}:'
  redis.call('HSET', name .. key, unpack(fields))
  redis.call('PEXPIRE', name .. key, ttl)
  redis.call('ZADD', name .. 'expiry', string.format('%.0f', due), key)
end
return 'OK'
