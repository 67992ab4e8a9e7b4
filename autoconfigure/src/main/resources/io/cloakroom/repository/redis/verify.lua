-- KEYS: sessions of one shard. ARGV: principal, '+' or '' for all fields.
-- Returns for each: 'live', when it began and, with '+', the time and all fields, if it is live and
-- belongs to the principal; 'dead' if it can never be live again; else 'other'. Writes nothing.
local t, answers = now(), {}
for i, key in ipairs(KEYS) do
  local f = read(key)
  if live(f, t) and f.principal == ARGV[1] then
    answers[i] = {'live', f.created}
    if ARGV[2] == '+' then answers[i] = {'live', f.created, t, redis.call('HGETALL', key)} end
  elseif f and f.claimed == 1 or not f and redis.call('EXISTS', key) == 0 then
    answers[i] = {'dead'}
  else
    answers[i] = {'other'}
  end
end
return answers
