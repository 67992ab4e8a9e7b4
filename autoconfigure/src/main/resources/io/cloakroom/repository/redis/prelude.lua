-- Goes in front of every other script.
-- m holds: created accessed idle slack ends grace claimed. All are milliseconds by the clock of
-- Redis, but for claimed, which is 0 or 1. An idle timeout of 0 or less, and an end of 0, are none.
local NONE = 315360000000 -- ten years
local M = '^(%d+) (%d+) (%-?%d+) (%d+) (%d+) (%d+) ([01])$'

local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function int(number)
  return string.format('%.0f', number)
end

local function expiry(f)
  local idle = f.idle > 0 and f.idle or NONE
  local due = f.accessed + idle + f.slack
  if f.ends > 0 and f.ends < due then return f.ends end
  return due
end

-- What a key holds, but for its attributes; nil if that is not a session.
local function read(key)
  local h = redis.pcall('HMGET', key, 'm', 'n', 'l', 'p')
  if h.err or not h[1] or not h[2] or not h[3] then return nil end
  if #h[1] > 120 or not string.match(h[2], '^%d+$') or #h[2] > 15 then return nil end
  local created, accessed, idle, slack, ends, grace, claimed = string.match(h[1], M)
  if not created then return nil end
  return {
    version = tonumber(h[2]),
    created = tonumber(created), accessed = tonumber(accessed), idle = tonumber(idle),
    slack = tonumber(slack), ends = tonumber(ends), grace = tonumber(grace),
    claimed = tonumber(claimed), principal = h[4]
  }
end

local function meta(f)
  return string.format(
    '%.0f %.0f %.0f %.0f %.0f %.0f %d',
    f.created, f.accessed, f.idle, f.slack, f.ends, f.grace, f.claimed)
end

-- Names and values of attributes among the arguments: as many as Lua can take apart at once.
local PART = 2000
local function part(first, last)
  return unpack(ARGV, first, math.min(first + PART - 1, last))
end

local function live(f, t)
  return f and f.claimed == 0 and expiry(f) > t
end

-- Says when Redis may remove what nobody has removed.
local function collect(key, f, t)
  redis.call('PEXPIREAT', key, int(math.max(expiry(f), t) + f.grace))
end

-- The expiry of the key comes first: unlike HSET, Redis takes it even when it is out of memory, and
-- then takes the rest of the script too. A session that is in use must not end for lack of memory.
-- One HSET for all, since each call costs more than what it does.
local function save(key, f, t, ...)
  collect(key, f, t)
  redis.call('HSET', key, 'm', meta(f), 'n', int(f.version), ...)
end
