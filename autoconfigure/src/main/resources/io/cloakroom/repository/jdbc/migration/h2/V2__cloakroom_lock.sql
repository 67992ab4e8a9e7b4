-- Held while somebody decides by the number of a principal's sessions.
CREATE TABLE ${table}_lock (
  principal_hash VARCHAR(43) NOT NULL PRIMARY KEY,
  owner VARCHAR(64) NOT NULL,
  held_until BIGINT NOT NULL
);
