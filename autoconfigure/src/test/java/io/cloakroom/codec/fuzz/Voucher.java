package io.cloakroom.codec.fuzz;

import java.io.Serializable;

/** A record whose constructor says what is wrong, as many do, with the value that is wrong. */
public record Voucher(String code, int length) implements Serializable {

  /** Checks the length, which a single flipped bit makes wrong. */
  public Voucher {
    if (code.length() != length) {
      throw new IllegalArgumentException("length of voucher " + code + " is not " + length);
    }
  }
}
