-- KEYS: order, ends, values. ARGV: name of a principal. Returns its epoch. Writes nothing.
return {math.max((known(ARGV[1])), now())}
