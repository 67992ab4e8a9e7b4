package io.cloakroom.identity;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** Key pairs, and what is in their files. */
public final class KeyFiles {

  private KeyFiles() {}

  /** Returns a new pair of a curve. */
  public static KeyPair ec(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a new pair of P-256. */
  public static KeyPair p256() {
    return ec("secp256r1");
  }

  /** Returns a new pair for another algorithm. */
  public static KeyPair of(String algorithm) {
    try {
      return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a new private key of P-256, as PEM. */
  public static String pem() {
    return pem("PRIVATE KEY", p256().getPrivate());
  }

  /** Returns a key as PEM. */
  public static String pem(String label, Key key) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(
            label,
            Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded()),
            label);
  }
}
