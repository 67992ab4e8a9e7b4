CREATE TABLE ${table} (
  session_key    varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  lineage        varchar(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  principal      longtext CHARACTER SET utf8mb4,
  principal_hash varchar(43) CHARACTER SET ascii COLLATE ascii_bin,
  created_at     bigint NOT NULL,
  accessed_at    bigint NOT NULL,
  idle_ms        bigint NOT NULL,
  slack_ms       bigint NOT NULL,
  ends_at        bigint NOT NULL,
  expires_at     bigint NOT NULL,
  expiry_bucket  bigint NOT NULL,
  claimed_until  bigint NOT NULL,
  version        bigint NOT NULL,
  attributes     longtext CHARACTER SET utf8mb4 NOT NULL,
  CONSTRAINT ${table}_json CHECK (JSON_VALID(attributes)),
  INDEX ${table}_expiry (expiry_bucket),
  INDEX ${table}_principal (principal_hash, created_at)
) ENGINE = InnoDB;
