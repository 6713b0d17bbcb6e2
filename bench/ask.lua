-- Asks a query with another number, and another subject, each time. The first argument names a file that returns the query.

local query, number, same

function init(arguments)
  query = dofile(arguments[1])
  number = query.start
  wrk.headers["Accept"] = query.accept
  -- A target without places to fill is the same each time.
  if #query.parts == 1 then same = wrk.format("GET", query.parts[1]) end
end

function request()
  if same then return same end
  local filled = {}
  for place, part in ipairs(query.parts) do
    if part == "#" then
      part = tostring(query.more + number)
    elseif part == "*" then
      part = query.items[number % #query.items + 1]
    end
    filled[place] = part
  end
  number = number + 1
  return wrk.format("GET", table.concat(filled))
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "duration": %d, "p50": %f, "p99": %f, "status": %d, "connect": %d, "read": %d, "write": %d, "timeout": %d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect, errors.read, errors.write, errors.timeout))
end
