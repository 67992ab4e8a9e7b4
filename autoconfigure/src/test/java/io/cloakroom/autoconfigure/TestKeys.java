package io.cloakroom.autoconfigure;

import java.security.SecureRandom;
import java.util.Base64;

/** Keys for encryption, made as the README says. */
final class TestKeys {

  private static final SecureRandom RANDOM = new SecureRandom();

  private TestKeys() {}

  static String random(int bytes) {
    byte[] secret = new byte[bytes];
    RANDOM.nextBytes(secret);
    return Base64.getEncoder().encodeToString(secret);
  }

  static String random() {
    return random(32);
  }
}
