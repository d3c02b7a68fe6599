-- Grants the lease of a trader.
-- KEYS: head, journal, then one hash for every kind of row.
-- ARGV: owner, lease in ms, '1' to take over, schema, trader id.
local head, journal = KEYS[1], KEYS[2]
local owner, lease, take_over, schema, trader = ARGV[1], tonumber(ARGV[2]), ARGV[3] == '1', ARGV[4], ARGV[5]

-- A script is not rolled back, so whatever could fail in a commit is tried out here, before anything is written.
for i, key in ipairs(KEYS) do
    local found, wanted = redis.call('TYPE', key)['ok'], i == 2 and 'stream' or 'hash'
    if found ~= 'none' and found ~= wanted then
        return {'broken', key .. ' is a ' .. found .. ', not a ' .. wanted}
    end
end

local stored = redis.call('HMGET', head, 'schema', 'sequence', 'epoch', 'owner', 'expires')
if stored[1] and tonumber(stored[1]) > tonumber(schema) then
    return {'newer', stored[1]}
end

local sequence = stored[2] or '0'
local newest = redis.call('XREVRANGE', journal, '+', '-', 'COUNT', 1)[1]
local ends = newest and newest[1] or '0-0'
if ends ~= sequence .. '-0' then
    return {'broken', journal .. ' ends at ' .. ends .. ' and ' .. head .. ' is at ' .. sequence}
end

for i = 3, #KEYS do
    -- Row keys are not empty, so this deletes nothing; it asks for the permission.
    local asked = redis.pcall('HDEL', KEYS[i], '')
    if type(asked) == 'table' and asked['err'] then
        return {'denied', 'HDEL ' .. KEYS[i] .. ': ' .. asked['err']}
    end
end

-- Nothing can be added at 0-0; being told so means being allowed to add.
local added = redis.pcall('XADD', journal, '0-0', 'p', '')
if type(added) == 'table' and added['err'] and not string.find(added['err'], 'greater than 0-0', 1, true) then
    return {'denied', 'XADD ' .. journal .. ': ' .. added['err']}
end

local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
if stored[4] and stored[4] ~= '' and tonumber(stored[5] or '0') > now and not take_over then
    return {'held', stored[4]}
end

local epoch = string.format('%.0f', tonumber(stored[3] or '0') + 1)
local taken = redis.pcall('HSET', head, 'schema', schema, 'trader', trader, 'sequence', sequence, 'epoch', epoch,
    'owner', owner, 'expires', string.format('%.0f', now + lease), 'time', string.format('%.0f', now), 'attempt', '0')
if type(taken) == 'table' and taken['err'] then
    return {'refused', 'HSET ' .. head .. ': ' .. taken['err']}
end

return {'granted', epoch}
