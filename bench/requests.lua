-- Sends a query with the next number and the next subject in each request. The first argument is the path of a Lua file
-- that returns the query.

local query, number, constant_request

function init(arguments)
  query = dofile(arguments[1])
  number = query.start
  wrk.headers["Accept"] = query.accept
  -- A target without placeholders is the same in every request, so it is formatted once.
  if #query.parts == 1 then constant_request = wrk.format("GET", query.parts[1]) end
end

function request()
  if constant_request then return constant_request end
  local target = {}
  for index, part in ipairs(query.parts) do
    if part == "#" then
      part = tostring(query.min_limit + number)
    elseif part == "*" then
      part = query.items[number % #query.items + 1]
    end
    target[index] = part
  end
  number = number + 1
  return wrk.format("GET", table.concat(target))
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "duration": %d, "p50": %f, "p99": %f, ' ..
    '"status": %d, "connect": %d, "read": %d, "write": %d, "timeout": %d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect, errors.read, errors.write, errors.timeout))
end
