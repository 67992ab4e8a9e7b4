-- Arguments: workload, path to read, path to create, file of cookies.
local workload, create
local read, user, write = {}, {}, {}

function init(args)
  workload = args[1]
  create = wrk.format('GET', args[3])
  for cookie in io.lines(args[4]) do
    local headers = { Host = wrk.headers['Host'], Cookie = cookie }
    read[#read + 1] = wrk.format('GET', args[2], headers)
    user[#user + 1] = wrk.format('GET', '/user', headers)
    write[#write + 1] = wrk.format('GET', '/write', headers)
  end
  math.randomseed(os.time())
end

function request()
  local kind = workload
  if kind == 'mixed' then
    local dice = math.random(100)
    kind = dice <= 90 and 'read' or dice <= 99 and 'write' or 'create'
  end
  if kind == 'create' then return create end
  local requests = kind == 'write' and write or kind == 'user' and user or read
  return requests[math.random(#requests)]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format('RESULT %d %.6f %d %d %.3f %.3f %.3f\n',
    summary.requests, summary.duration / 1e6, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3))
end
