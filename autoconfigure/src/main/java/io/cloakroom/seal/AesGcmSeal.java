package io.cloakroom.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cloakroom.AttributeDecodingException;
import io.cloakroom.AttributeSeal;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Seals with AES-256-GCM, under a key of its own for each value.
 *
 * <p>Sealed bytes are: {@code 0x03}, the version {@code 0x01}, the length of the key's id in one
 * byte, the id, a random salt of 16 bytes, a random nonce of 12 bytes, the ciphertext, and a tag of
 * 16 bytes. The key of the value is HKDF-SHA-256 (RFC 5869) of the ring's key with that salt and
 * the info {@code "io.cloakroom.seal.1"}. Additional data are all bytes before the ciphertext, the
 * lineage (UTF-8, after its length in four bytes) and the attribute's name (UTF-8): so neither
 * another session nor another attribute, format or key can be made to take the value. What codec
 * wrote it, and whether it is compressed, is in the ciphertext.
 *
 * <p>One key with random nonces of 96 bits may encrypt 2<sup>32</sup> values (NIST SP 800-38D, 8.3)
 * before two nonces may meet, which a busy fleet does in days. With derived keys, salt <em>and</em>
 * nonce must meet, 224 random bits. The construction and its bounds: S. Gueron, Y. Lindell, "Better
 * Bounds for Block Cipher Modes of Operation via Nonce-Based Key Derivation", ACM CCS 2017.
 *
 * <p>It does not hide how long a value is, nor the names of attributes. Who can write to the store
 * can still remove a value, put an older one of the same attribute of the same session back, copy a
 * session as a whole, with its lineage, and, unless it is {@linkplain SealMode#REQUIRE required} to
 * be sealed, put a value that is not.
 */
public final class AesGcmSeal implements AttributeSeal {

  private static final byte[] PURPOSE = "io.cloakroom.seal.1".getBytes(US_ASCII);

  private final SecureRandom random = new SecureRandom();
  private final KeyRing keys;
  private final SealMode mode;

  /**
   * Makes a seal.
   *
   * @param keys whose first one seals; if there is none, nothing is sealed, and nothing that is
   *     sealed is opened
   * @param mode what is done with them
   * @throws IllegalArgumentException if sealing is required, and there is no key
   */
  public AesGcmSeal(KeyRing keys, SealMode mode) {
    if (mode == SealMode.REQUIRE && keys.first() == null) {
      throw new IllegalArgumentException("Sealing is required, and there is no key");
    }
    this.keys = keys;
    this.mode = mode;
  }

  @Override
  public byte[] seal(String lineage, String name, byte[] encoded) {
    SealKey key = mode == SealMode.OPEN ? null : keys.first();
    if (key == null) {
      return encoded;
    }
    SealHeader header = SealHeader.fresh(key.id(), random);
    try {
      return header.before(
          AesGcm.encrypt(
              key.derive(header.salt(), PURPOSE),
              header.nonce(),
              header.additionalData(lineage, name),
              encoded));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every JDK has AES-GCM and HMAC-SHA-256", impossible);
    }
  }

  @Override
  public byte[] open(String lineage, String name, byte[] stored) {
    if (!SealHeader.begins(stored)) {
      return unsealed(name, stored);
    }
    SealHeader header = SealHeader.of(stored);
    if (header == null || !SealKey.isId(header.keyId())) {
      throw unreadable(
          name, "it is damaged, or sealed in a way that is unknown to this node.", null);
    }
    SealKey key = keys.find(header.keyId());
    if (key == null) {
      throw unreadable(
          name,
          "it is sealed with key '%s', which this node does not have. Put it back, at the end of cloakroom.encryption.keys."
              .formatted(header.keyId()),
          null);
    }
    try {
      return AesGcm.decrypt(
          key.derive(header.salt(), PURPOSE),
          header.nonce(),
          header.additionalData(lineage, name),
          Arrays.copyOfRange(stored, header.length(), stored.length));
    } catch (GeneralSecurityException e) {
      throw unreadable(
          name,
          "key '%s' does not open it. It was changed or moved, or another node has another key of this id in cloakroom.encryption.keys."
              .formatted(key.id()),
          e);
    }
  }

  private byte[] unsealed(String name, byte[] stored) {
    if (mode == SealMode.REQUIRE) {
      throw unreadable(
          name,
          "it is not sealed. It is from before encryption, or somebody else wrote it. For cloakroom.encryption.mode=seal, this node would read it.",
          null);
    }
    return stored;
  }

  private static AttributeDecodingException unreadable(
      String name, String reason, @Nullable Throwable cause) {
    return new AttributeDecodingException(
        "Session attribute '" + name + "' cannot be read: " + reason, cause);
  }
}
