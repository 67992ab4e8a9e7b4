package io.cloakroom.seal;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256 in Galois/Counter mode (NIST SP 800-38D), with a tag of 128 bits after the text. */
final class AesGcm {

  static final int NONCE_BYTES = 12;
  static final int TAG_BYTES = 16;

  private AesGcm() {}

  static byte[] encrypt(byte[] key, byte[] nonce, byte[] additional, byte[] plain)
      throws GeneralSecurityException {
    return cipher(Cipher.ENCRYPT_MODE, key, nonce, additional).doFinal(plain);
  }

  /**
   * Decrypts.
   *
   * @throws GeneralSecurityException unless all is as it was when it was encrypted; nothing of the
   *     text is returned before that is known
   */
  static byte[] decrypt(byte[] key, byte[] nonce, byte[] additional, byte[] sealed)
      throws GeneralSecurityException {
    return cipher(Cipher.DECRYPT_MODE, key, nonce, additional).doFinal(sealed);
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] additional)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
    cipher.updateAAD(additional);
    return cipher;
  }
}
