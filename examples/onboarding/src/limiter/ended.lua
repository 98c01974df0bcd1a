-- Begins the windows of an attempt that has ended, and closes or opens the limiter.
-- KEYS: the attempts, by when their windows begin; until when it is closed, and for how long.
-- ARGV: the name of the place (empty: it has none), how the attempt ended, how long the vendor asks to wait (0: it does
-- not say), the first pause, the longest pause; in microseconds.
local function exact(number) return string.format('%.0f', number) end

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local begun = redis.call('ZSCORE', KEYS[1], ARGV[1])
if begun and tonumber(begun) > now then redis.call('ZADD', KEYS[1], exact(now), ARGV[1]) end

local closed = redis.call('HMGET', KEYS[2], 'until', 'pause')
local till, pause = tonumber(closed[1]) or 0, tonumber(closed[2]) or 0
if ARGV[2] == 'refused' then
    local asked, first, most = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
    -- Attempts that were under way together are refused together, and count as one refusal.
    if till <= now then
        pause = math.min(math.max(pause * 2, first), most)
        till = now + pause
    end
    till = math.max(till, now + asked)
    redis.call('HSET', KEYS[2], 'until', exact(till), 'pause', exact(pause))
    -- Long enough to double once more, and no longer.
    redis.call('PEXPIRE', KEYS[2], exact(math.ceil((till - now + 2 * most) / 1000)))
elseif ARGV[2] == 'accepted' and till <= now then
    -- While it is closed, this was under way before, and says nothing.
    redis.call('DEL', KEYS[2])
end
