-- KEYS: order, ends, values. ARGV: name of a principal. Returns its epoch. Writes nothing.
return {math.max(epoch(ARGV[1]), now())}
