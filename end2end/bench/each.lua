-- Requests from a file, one after the other, each once; what came of it as JSON on the last line. Argument: the file, in which a zero
-- stands behind each request.

local requests, at = {}, 0

function init(args)
  local file = assert(io.open(args[1], "rb"))
  for one in file:read("*a"):gmatch("([^%z]+)%z") do requests[#requests + 1] = one end
  file:close()
end

function request()
  at = at + 1
  return requests[at] or error("too few requests were made beforehand")
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format('{"answered":%d,"seconds":%f,"p50":%f,"p99":%f,"max":%f,"errors":%d}\n',
    summary.requests, summary.duration / 1000000,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
