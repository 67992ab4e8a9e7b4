package org.outsider;

import java.io.Serializable;

/** Could be written, but its package is not the application's. */
public record Stranger(int number) implements Serializable {

  /** A record that is known to this method only. */
  public static Object local() {
    record Local(int number) implements Serializable {}
    return new Local(1);
  }
}
