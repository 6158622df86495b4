-- One request over and over; what came of it as JSON on the last line. Arguments: method, body, and headers as "name: value".

function init(args)
  wrk.method = args[1]
  if args[2] ~= "" then wrk.body = args[2] end
  for at = 3, #args do
    local name, value = args[at]:match("^([^:]+): (.*)$")
    wrk.headers[name] = value
  end
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format('{"perSecond":%f,"p50":%f,"p99":%f,"max":%f,"errors":%d}\n',
    summary.requests * 1000000 / summary.duration,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
