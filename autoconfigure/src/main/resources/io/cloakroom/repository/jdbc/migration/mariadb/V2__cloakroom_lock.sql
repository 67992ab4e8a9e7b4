-- Held while somebody decides by the number of a principal's sessions.
CREATE TABLE ${table}_lock (
  principal_hash VARCHAR(43) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  owner VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  held_until BIGINT NOT NULL
) ENGINE = InnoDB;
