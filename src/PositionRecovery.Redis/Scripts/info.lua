-- What the server that has this key says of itself: asked by a script, because the client sends a bare INFO to any
-- server of a cluster. KEYS: any of the trader's.
return redis.call('INFO')
