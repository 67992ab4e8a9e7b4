-- ARGV: first number, last number. Copies some session of Spring Session under ids of its own.
local source
local cursor = '0'
repeat
  local page = redis.call('SCAN', cursor, 'TYPE', 'hash', 'COUNT', 100)
  cursor, source = page[1], page[2][1]
until source or cursor == '0'
local fields = redis.call('HGETALL', source)
local ttl = redis.call('PTTL', source)
for i = ARGV[1], ARGV[2] do
  local hash = redis.sha1hex('copy ' .. i)
  local id = table.concat({ string.sub(hash, 1, 8), string.sub(hash, 9, 12), string.sub(hash, 13, 16),
    string.sub(hash, 17, 20), string.sub(hash, 21, 32) }, '-')
  local key = 'spring:session:sessions:' .. id
  redis.call('HSET', key, unpack(fields))
  redis.call('PEXPIRE', key, ttl)
end
return 'OK'
