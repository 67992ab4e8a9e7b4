-- All times are epoch milliseconds by the database's UTC clock.
CREATE TABLE ${table} (
  session_key VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  lineage VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  principal MEDIUMTEXT,
  principal_hash VARCHAR(43) CHARACTER SET ascii COLLATE ascii_bin,
  created_at BIGINT NOT NULL,
  accessed_at BIGINT NOT NULL,
  idle_ms BIGINT NOT NULL,
  slack_ms BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  expiry_bucket BIGINT NOT NULL,
  claimed_until BIGINT NOT NULL DEFAULT 0,
  version BIGINT NOT NULL,
  attributes LONGTEXT NOT NULL CHECK (JSON_VALID(attributes)),
  INDEX ${name}_expiry (expiry_bucket),
  INDEX ${name}_principal (principal_hash, created_at)
) ENGINE = InnoDB, DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
