-- Held while somebody decides by the number of a principal's sessions.
CREATE TABLE ${table}_lock (
  principal_hash varchar(43) COLLATE "C" NOT NULL PRIMARY KEY,
  owner varchar(64) COLLATE "C" NOT NULL,
  held_until bigint NOT NULL
);
