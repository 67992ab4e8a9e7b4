package io.cloakroom.seal;

/** What a node does with its keys. */
public enum SealMode {

  /** Opens what is sealed, and seals nothing. */
  OPEN,

  /** Seals what it writes, and reads also what is not sealed. */
  SEAL,

  /** Seals what it writes, and refuses what is not sealed. */
  REQUIRE
}
