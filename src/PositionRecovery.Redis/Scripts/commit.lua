-- Writes a commit whole, or says why not and writes nothing.
-- KEYS: head, journal, then the hash of each kind of row that is written.
-- ARGV: epoch, owner, lease in ms, '1' to release it, expected sequence, sequence after, attempt ('' if not known),
--       newest kind of row, number of journal records, id payload hash of each, and for each hash of KEYS:
--       twice the number of rows set, number of rows deleted, key payload of each set, key of each deleted.
local head, journal = KEYS[1], KEYS[2]
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)

local stored = redis.call('HMGET', head, 'epoch', 'owner', 'expires', 'sequence', 'attempt', 'commits', 'newest-kind')
local sequence = stored[4] or '0'
if stored[1] ~= ARGV[1] or stored[2] ~= ARGV[2] or tonumber(stored[3] or '0') <= now then
    return {'fenced', sequence}
end

if sequence ~= ARGV[5] then
    return {'conflict', sequence}
end

-- A commit that its sender gave up on may arrive after newer ones. Sequences tell, except where none was used up.
local attempt, last = tonumber(ARGV[7]), tonumber(stored[5] or '0')
if attempt and attempt <= last then
    return {'late', sequence, string.format('%.0f', last)}
end

attempt = attempt or last + 1

-- A script is not rolled back: what could fail is looked at first.
for i = 3, #KEYS do
    local found = redis.call('TYPE', KEYS[i])['ok']
    if found ~= 'hash' and found ~= 'none' then
        return {'broken', KEYS[i] .. ' is a ' .. found .. ', not a hash'}
    end
end

local records = tonumber(ARGV[9])
local at = 10
for i = 1, records do
    local added = redis.pcall('XADD', journal, ARGV[at], 'p', ARGV[at + 1], 'h', ARGV[at + 2])
    if type(added) == 'table' and added['err'] then
        -- Only the first can be refused, and then nothing has been written: memory, permission, or a foreign record.
        if i == 1 then
            return {'refused', added['err']}
        end

        return redis.error_reply(added['err'])
    end

    at = at + 3
end

-- In pieces, because the stack of a script holds some thousand values.
local function write(command, key, count)
    local stop = at + count
    while at < stop do
        local upto = math.min(at + 2000, stop)
        redis.call(command, key, unpack(ARGV, at, upto - 1))
        at = upto
    end
end

for i = 3, #KEYS do
    local set, deleted = tonumber(ARGV[at]), tonumber(ARGV[at + 1])
    at = at + 2
    write('HSET', KEYS[i], set)
    write('HDEL', KEYS[i], deleted)
end

-- Last, so that whatever went wrong before shows as a journal that is ahead of its head.
local owner, ends = ARGV[2], string.format('%.0f', now + tonumber(ARGV[3]))
if ARGV[4] == '1' then
    owner, ends = '', '0'
end

local commits, kind = tonumber(stored[6] or '0'), tonumber(stored[7] or '0')
if records > 0 or #KEYS > 2 then
    commits = commits + 1
end

redis.call('HSET', head, 'sequence', ARGV[6], 'owner', owner, 'expires', ends, 'time', string.format('%.0f', now),
    'attempt', string.format('%.0f', attempt), 'commits', string.format('%.0f', commits),
    'newest-kind', string.format('%.0f', math.max(kind, tonumber(ARGV[8]))))
return {'committed', ARGV[6], string.format('%.0f', attempt)}
