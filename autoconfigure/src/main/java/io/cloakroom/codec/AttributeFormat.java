package io.cloakroom.codec;

/** How attributes are written. All are always read, since each says what it is. */
public enum AttributeFormat {

  /** Text that people, SQL and redis-cli can read. */
  JSON,

  /** JDK serialization. */
  JAVA
}
