-- Where a trader stands, and its rows when they are few: read in one step, they are of one sequence.
-- KEYS: head, then one hash for every kind of row. ARGV: how many rows are few; '' for any number.
local stored = redis.call('HMGET', KEYS[1], 'schema', 'sequence', 'epoch', 'commits', 'newest-kind')
local answer = {stored[1], stored[2], stored[3], stored[4], stored[5], '1'}
local rows = 0
for i = 2, #KEYS do
    local count = redis.call('HLEN', KEYS[i])
    rows = rows + count
    answer[#answer + 1] = count
end

if ARGV[1] ~= '' and rows > tonumber(ARGV[1]) then
    answer[6] = '0'
    return answer
end

for i = 2, #KEYS do
    answer[#answer + 1] = redis.call('HGETALL', KEYS[i])
end

return answer
