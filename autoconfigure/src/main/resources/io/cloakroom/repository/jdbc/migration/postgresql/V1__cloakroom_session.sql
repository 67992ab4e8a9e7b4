-- All times are epoch milliseconds by the database's UTC clock.
CREATE TABLE ${table} (
  session_key varchar(64) COLLATE "C" PRIMARY KEY,
  lineage varchar(64) NOT NULL,
  principal text,
  principal_hash varchar(43) COLLATE "C",
  created_at bigint NOT NULL,
  accessed_at bigint NOT NULL,
  idle_ms bigint NOT NULL,
  slack_ms bigint NOT NULL,
  ends_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  expiry_bucket bigint NOT NULL,
  claimed_until bigint NOT NULL DEFAULT 0,
  version bigint NOT NULL,
  attributes json NOT NULL
) WITH (fillfactor = 80);

CREATE INDEX ${name}_expiry ON ${table} (expiry_bucket);

CREATE INDEX ${name}_principal ON ${table} (principal_hash, created_at)
  WHERE principal_hash IS NOT NULL;
