package io.cloakroom.repository;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Name of a principal where its own is not needed: a fixed length, told apart exactly whatever the
 * collation, and no personal data to read.
 *
 * @param value base64url of the SHA-256 of the principal in UTF-8; 43 characters
 */
public record PrincipalHash(String value) {

  /** Hashes a principal. */
  public static PrincipalHash of(String principal) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(principal.getBytes(StandardCharsets.UTF_8));
      return new PrincipalHash(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
