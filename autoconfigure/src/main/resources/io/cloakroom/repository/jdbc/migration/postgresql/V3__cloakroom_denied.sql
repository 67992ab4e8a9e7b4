-- Tokens that do not count any more, until they would have ended anyway: those of a session, by its
-- key, or those of a principal with a lower epoch, by p: and his hash.
CREATE TABLE ${table}_denied (
  name varchar(64) COLLATE "C" PRIMARY KEY,
  epoch bigint NOT NULL,
  spared varchar(64) COLLATE "C",
  spared_from bigint DEFAULT 0 NOT NULL,
  denied_at bigint NOT NULL,
  ends_at bigint NOT NULL
);

CREATE INDEX ${name}_denied_at ON ${table}_denied (denied_at);

CREATE INDEX ${name}_denied_ends ON ${table}_denied (ends_at);
