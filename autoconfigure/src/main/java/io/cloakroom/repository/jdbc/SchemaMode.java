package io.cloakroom.repository.jdbc;

/** What is done about the table when the application starts. */
public enum SchemaMode {

  /** It is created and kept up to date. */
  MIGRATE,

  /** Start-up fails unless it is up to date. */
  VALIDATE,

  /** Nothing: somebody else takes care of it. */
  NONE
}
