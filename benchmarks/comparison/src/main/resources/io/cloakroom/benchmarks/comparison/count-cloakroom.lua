-- ARGV: cursor. Returns the next cursor, and how many sessions of this page live and do not.
local page = redis.call('SCAN', ARGV[1], 'TYPE', 'hash', 'COUNT', 5000)
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local live, ended = 0, 0
for _, key in ipairs(page[2]) do
  local t = {}
  for number in string.gmatch(redis.call('HGET', key, 'm') or '', '%-?%d+') do
    t[#t + 1] = tonumber(number)
  end
  local due = t[2] + t[3] + t[4]
  if t[5] > 0 and t[5] < due then due = t[5] end
  if t[7] == 0 and due > now then live = live + 1 else ended = ended + 1 end
end
return { page[1], live, ended }
