-- KEYS: order, ends, values. ARGV: key of a session, retention.
deny(ARGV[1], now(), ARGV[2])
return {}
