-- Takes a place in every window, or in none. Returns how many microseconds to wait before asking again (0: the place is
-- taken), and whether the vendor has lately refused an attempt.
-- KEYS: the attempts, by when their windows begin; until when it is closed, and for how long.
-- ARGV: a name for the place, the longest transit, then a limit and a length for each window; times in microseconds.
local function exact(number) return string.format('%.0f', number) end

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local transit = tonumber(ARGV[2])
local closed = redis.call('HMGET', KEYS[2], 'until', 'pause')
local refused = closed[2] and 1 or 0
local wait = (tonumber(closed[1]) or 0) - now

-- If the clock was set back, what lies after it would count until the clock has caught up.
redis.call('ZREMRANGEBYSCORE', KEYS[1], exact(now + transit + 1000000), '+inf')

local longest = 0
for i = 3, #ARGV, 2 do
    local limit, length = tonumber(ARGV[i]), tonumber(ARGV[i + 1])
    longest = math.max(longest, length)
    -- The attempt that has to leave the window before the next one may be sent. If it still waits for its response,
    -- its windows begin now at the earliest.
    local begun = redis.call('ZREVRANGE', KEYS[1], limit - 1, limit - 1, 'WITHSCORES')[2]
    if begun then wait = math.max(wait, math.min(tonumber(begun), now) + length - now) end
end
if wait > 0 then return { math.ceil(wait), refused } end

redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', exact(now - longest))
redis.call('ZADD', KEYS[1], exact(now + transit), ARGV[1])
redis.call('PEXPIRE', KEYS[1], exact(math.ceil((longest + transit) / 1000)))
return { 0, refused }
