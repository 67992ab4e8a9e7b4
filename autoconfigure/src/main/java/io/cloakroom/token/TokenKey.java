package io.cloakroom.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWECryptoParts;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.AESDecrypter;
import com.nimbusds.jose.crypto.AESEncrypter;
import com.nimbusds.jose.util.Base64URL;
import java.text.ParseException;
import java.util.Base64;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * A key that seals and opens under one header, which says A256KW and A256GCM, and never looks at
 * another one. A fresh content key for each message is wrapped with it; the wrapping needs no
 * nonce, so it has no number of messages after which two might meet (NIST SP 800-38F; RFC 7518,
 * 4.4).
 */
final class TokenKey {

  private static final int CONTENT_KEY_BYTES = 32;
  private static final int WRAPPED_KEY = CompactJwe.length(CONTENT_KEY_BYTES + 8);
  private static final int NONCE = CompactJwe.length(12);
  private static final int TAG = CompactJwe.length(16);

  private final String id;
  private final JWEHeader header;
  private final String encodedHeader;
  private final byte[] additionalData;
  private final AESEncrypter encrypter;
  private final AESDecrypter decrypter;

  /**
   * Makes a key.
   *
   * @param id of it, which may be logged
   * @param header as JSON, exactly as it is to be written and read
   * @throws IllegalArgumentException if the header is none of a JWE, or says other algorithms, or
   *     the key has not 256 bits
   */
  TokenKey(String id, String header, SecretKey key) {
    this.id = id;
    this.encodedHeader =
        Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(US_ASCII));
    this.additionalData = encodedHeader.getBytes(US_ASCII);
    try {
      this.header = JWEHeader.parse(new Base64URL(encodedHeader));
      this.encrypter = new AESEncrypter(key);
      this.decrypter = new AESDecrypter(key);
    } catch (ParseException | JOSEException e) {
      throw new IllegalArgumentException(e);
    }
    if (!JWEAlgorithm.A256KW.equals(this.header.getAlgorithm())
        || !EncryptionMethod.A256GCM.equals(this.header.getEncryptionMethod())
        || key.getEncoded().length != CONTENT_KEY_BYTES) {
      throw new IllegalArgumentException("Not A256KW with A256GCM: " + header);
    }
  }

  String id() {
    return id;
  }

  /** Returns the first part of all tokens under this key. */
  String encodedHeader() {
    return encodedHeader;
  }

  /** Returns a token. */
  String seal(byte[] text) {
    try {
      JWECryptoParts parts = encrypter.encrypt(header, text, additionalData);
      return new CompactJwe(
              encodedHeader,
              parts.getEncryptedKey().toString(),
              parts.getInitializationVector().toString(),
              parts.getCipherText().toString(),
              parts.getAuthenticationTag().toString())
          .joined();
    } catch (JOSEException impossible) {
      throw new IllegalStateException("Every JDK has AES", impossible);
    }
  }

  /** Returns what was sealed; null unless all is as it was then. */
  byte @Nullable [] open(CompactJwe token) {
    if (token.key().length() != WRAPPED_KEY
        || token.nonce().length() != NONCE
        || token.tag().length() != TAG) {
      return null;
    }
    try {
      return decrypter.decrypt(
          header,
          new Encoded(token.key()),
          new Encoded(token.nonce()),
          new Encoded(token.text()),
          new Encoded(token.tag()),
          additionalData);
    } catch (JOSEException notAuthentic) {
      return null;
    }
  }

  /**
   * Text that the JDK decodes. Nimbus does so in constant time, character by character, as befits
   * secrets; but this came from the network, is known to be canonical, and is long.
   */
  private static final class Encoded extends Base64URL {

    private static final long serialVersionUID = 1L;

    Encoded(String canonical) {
      super(canonical);
    }

    @Override
    public byte[] decode() {
      return Base64.getUrlDecoder().decode(toString());
    }
  }

  /** Returns the id, never the secret. */
  @Override
  public String toString() {
    return id;
  }
}
