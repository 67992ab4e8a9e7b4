-- All times are epoch milliseconds by the database's UTC clock.
CREATE TABLE ${table} (
  session_key VARCHAR(64) PRIMARY KEY,
  lineage VARCHAR(64) NOT NULL,
  principal CHARACTER LARGE OBJECT,
  principal_hash VARCHAR(43),
  created_at BIGINT NOT NULL,
  accessed_at BIGINT NOT NULL,
  idle_ms BIGINT NOT NULL,
  slack_ms BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  expiry_bucket BIGINT NOT NULL,
  claimed_until BIGINT DEFAULT 0 NOT NULL,
  version BIGINT NOT NULL,
  attributes CHARACTER LARGE OBJECT NOT NULL
);

CREATE INDEX ${name}_expiry ON ${table} (expiry_bucket);

CREATE INDEX ${name}_principal ON ${table} (principal_hash, created_at);
