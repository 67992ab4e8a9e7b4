package io.cloakroom.repository.jdbc;

/** What becomes of the table at start-up. */
public enum SchemaMode {
  /** It is created or brought up to date. */
  MIGRATE,
  /** Start-up fails unless it is up to date. */
  VALIDATE,
  /** It is left alone, and not even looked at. */
  NONE
}
