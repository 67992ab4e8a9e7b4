package io.cloakroom.seal;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256 (RFC 5869), for keys of 256 bits: extract, and the first block of expand. */
final class Hkdf {

  private static final String HMAC = "HmacSHA256";

  private Hkdf() {}

  /**
   * Derives a key.
   *
   * @param key what is secret
   * @param salt what is different each time; not empty
   * @param info what the derived key is for
   */
  static byte[] derive(byte[] key, byte[] salt, byte[] info) throws GeneralSecurityException {
    byte[] extracted = mac(salt).doFinal(key);
    Mac expand = mac(extracted);
    expand.update(info);
    return expand.doFinal(new byte[] {1});
  }

  private static Mac mac(byte[] key) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(HMAC);
    mac.init(new SecretKeySpec(key, HMAC));
    return mac;
  }
}
