-- KEYS: order, ends, values. ARGV: place in the order, how far before it to begin, how many at most.
-- Returns the place to read on from, '+' if there is more now, and of each that is denied: name, for
-- how long yet, value or ''. Tells of everything if the order ends before the place: then something
-- was lost.
-- Nothing is removed, but a server that has become a replica refuses it: what it holds may be old.
redis.call('ZREM', KEYS[1], '')
local t, from = now(), ARGV[1] - ARGV[2]
local last = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')
if tonumber(last[2] or 0) < tonumber(ARGV[1]) then from = 0 end
local found = redis.call(
  'ZRANGEBYSCORE', KEYS[1], '(' .. int(from), '+inf', 'WITHSCORES', 'LIMIT', 0, ARGV[3])
local full = #found == 2 * ARGV[3]
local answer = {int(tonumber(full and found[#found] or last[2] or 0)), full and '+' or ''}
for i = 1, #found, 2 do
  local remaining = (redis.call('ZSCORE', KEYS[2], found[i]) or 0) - t
  if remaining > 0 then
    answer[#answer + 1] = found[i]
    answer[#answer + 1] = remaining
    answer[#answer + 1] =
      string.sub(found[i], 1, 2) == 'p:' and redis.call('HGET', KEYS[3], found[i]) or ''
  end
end
return answer
