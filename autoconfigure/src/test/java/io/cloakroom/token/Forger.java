package io.cloakroom.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloakroom.seal.KeyRing;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes tokens as nobody should, with nothing but the JDK's ciphers: it has the keys of the ring,
 * so that each token has the one flaw that it is made for.
 */
public final class Forger {

  private static final ObjectMapper JSON = JsonMapper.shared();
  private static final SecureRandom RANDOM = new SecureRandom();

  final String keyId;
  final SecretKey key;
  final byte[] ringKey;

  /**
   * Takes a key.
   *
   * @param entry of the ring: an id, a colon, and base64
   */
  public Forger(String entry) {
    this(entry, "io.cloakroom.token.1");
  }

  /**
   * Takes a key, for another kind of tokens.
   *
   * @param entry of the ring: an id, a colon, and base64
   * @param purpose of the kind
   */
  public Forger(String entry, String purpose) {
    this.keyId = entry.substring(0, entry.indexOf(':'));
    this.key = Objects.requireNonNull(KeyRing.of(List.of(entry)).derive(purpose).get(keyId));
    this.ringKey = Base64.getDecoder().decode(entry.substring(keyId.length() + 1));
  }

  /** Returns the header that all tokens have. */
  String header() {
    return "{\"alg\":\"A256KW\",\"enc\":\"A256GCM\",\"kid\":\"%s\",\"typ\":\"cloakroom+jwt\"}"
        .formatted(keyId);
  }

  /** Returns what is sealed in a token, as text. */
  public String claims(String token) {
    String[] parts = token.split("\\.", -1);
    try {
      Cipher unwrap = Cipher.getInstance("AESWrap");
      unwrap.init(Cipher.UNWRAP_MODE, key);
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          unwrap.unwrap(decode(parts[1]), "AES", Cipher.SECRET_KEY),
          new GCMParameterSpec(128, decode(parts[2])));
      cipher.updateAAD(parts[0].getBytes(UTF_8));
      byte[] text = decode(parts[3]);
      byte[] tag = decode(parts[4]);
      byte[] sealed = ByteBuffer.allocate(text.length + tag.length).put(text).put(tag).array();
      return new String(cipher.doFinal(sealed), UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns claims with some changed; null removes one. */
  @SuppressWarnings("unchecked")
  public String changed(String claims, Consumer<Map<String, @Nullable Object>> change) {
    Map<String, @Nullable Object> map = JSON.readValue(claims, LinkedHashMap.class);
    change.accept(map);
    map.values().removeIf(Objects::isNull);
    return JSON.writeValueAsString(map);
  }

  /** Returns one of the claims. */
  static Object claim(String claims, String name) {
    return Objects.requireNonNull(JSON.readValue(claims, Map.class).get(name));
  }

  /** Seals claims as a node does. */
  public String seal(String claims) {
    return seal(header(), claims);
  }

  /** Seals claims as a node does, but for the header. */
  public String seal(String header, String claims) {
    return seal(header, key, 32, claims.getBytes(UTF_8));
  }

  /** Seals anything by AES key wrap and AES-GCM. */
  String seal(String header, SecretKey wrapping, int contentKeyBytes, byte[] text) {
    byte[] contentKey = random(contentKeyBytes);
    try {
      Cipher wrap = Cipher.getInstance("AESWrap");
      wrap.init(Cipher.WRAP_MODE, wrapping);
      byte[] wrapped = wrap.wrap(new SecretKeySpec(contentKey, "AES"));
      return encrypt(header, encode(wrapped), contentKey, text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Encrypts anything by AES-GCM, whatever stands in place of the encrypted key. */
  String encrypt(String header, String wrapped, byte[] contentKey, byte[] text) {
    byte[] nonce = random(12);
    String encodedHeader = encode(header);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(contentKey, "AES"),
          new GCMParameterSpec(128, nonce));
      cipher.updateAAD(encodedHeader.getBytes(UTF_8));
      byte[] sealed = cipher.doFinal(text);
      byte[] tag = Arrays.copyOfRange(sealed, sealed.length - 16, sealed.length);
      return String.join(
          ".",
          encodedHeader,
          wrapped,
          encode(nonce),
          encode(Arrays.copyOf(sealed, sealed.length - 16)),
          encode(tag));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return random;
  }

  static String encode(String text) {
    return encode(text.getBytes(UTF_8));
  }

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static byte[] decode(String part) {
    return Base64.getUrlDecoder().decode(part);
  }
}
