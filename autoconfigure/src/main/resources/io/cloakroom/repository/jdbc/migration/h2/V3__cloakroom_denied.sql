-- Tokens that do not count any more, until they would have ended anyway: those of a session, by its
-- key, or those of a principal with a lower epoch, by p: and his hash.
CREATE TABLE ${table}_denied (
  name VARCHAR(64) PRIMARY KEY,
  epoch BIGINT NOT NULL,
  spared VARCHAR(64),
  spared_from BIGINT DEFAULT 0 NOT NULL,
  denied_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL
);

CREATE INDEX ${name}_denied_at ON ${table}_denied (denied_at);

CREATE INDEX ${name}_denied_ends ON ${table}_denied (ends_at);
