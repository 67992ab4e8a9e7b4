CREATE TABLE ${table} (
  session_key    varchar(64) COLLATE "C" NOT NULL PRIMARY KEY,
  lineage        varchar(32) NOT NULL,
  principal      text,
  principal_hash varchar(43) COLLATE "C",
  created_at     bigint NOT NULL,
  accessed_at    bigint NOT NULL,
  idle_ms        bigint NOT NULL,
  slack_ms       bigint NOT NULL,
  ends_at        bigint NOT NULL,
  expires_at     bigint NOT NULL,
  expiry_bucket  bigint NOT NULL,
  claimed_until  bigint NOT NULL,
  version        bigint NOT NULL,
  attributes     json NOT NULL
) WITH (fillfactor = 80);

-- Only the bucket is indexed, and not the expiry itself, so that most touches stay heap-only.
CREATE INDEX ${table}_expiry ON ${table} (expiry_bucket);
CREATE INDEX ${table}_principal ON ${table} (principal_hash, created_at) WHERE principal_hash IS NOT NULL;
