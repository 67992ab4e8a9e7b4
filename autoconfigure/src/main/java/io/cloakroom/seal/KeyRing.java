package io.cloakroom.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Keys in order: the first one seals, and all of them open. */
public final class KeyRing {

  /** As long as what HMAC-SHA-256 returns: what RFC 5869 says to take where there is no salt. */
  private static final byte[] NO_SALT = new byte[32];

  private final List<SealKey> keys;

  private KeyRing(List<SealKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Makes a ring.
   *
   * @param entries keys in order, each an id of 1 to 32 letters, digits, dots, hyphens and
   *     underscores, a colon, and base64 of exactly 256 random bits; may be empty
   * @throws UnusableKeyException if one is not that, cannot have been made at random, or has the id
   *     or the secret of another
   */
  public static KeyRing of(List<String> entries) {
    List<SealKey> keys = new ArrayList<>();
    for (String entry : entries) {
      SealKey key = SealKey.of(entry, "Key " + (keys.size() + 1));
      keys.forEach(before -> refuseTwins(before, key));
      keys.add(key);
    }
    return new KeyRing(keys);
  }

  /** Returns the id of the key that seals; null if the ring is empty. */
  public @Nullable String sealing() {
    SealKey first = first();
    return first == null ? null : first.id();
  }

  /** Returns whether a text could be the id of a key, so that it may be logged. */
  public static boolean isId(String text) {
    return SealKey.isId(text);
  }

  /**
   * Returns keys for another use than sealing attributes, one of each of this ring by HKDF-SHA-256
   * (RFC 5869) without a salt: no two uses have a key in common, and none tells of the ring's own.
   *
   * @param purpose what they are for, in ASCII; another one gives other keys
   * @return AES keys of 256 bits by the ids of the ring's, in its order: the first one seals
   */
  public Map<String, SecretKey> derive(String purpose) {
    Map<String, SecretKey> derived = new LinkedHashMap<>();
    for (SealKey key : keys) {
      try {
        byte[] secret = key.derive(NO_SALT, purpose.getBytes(US_ASCII));
        derived.put(key.id(), new SecretKeySpec(secret, "AES"));
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException("Every JDK has HMAC-SHA-256", impossible);
      }
    }
    return Collections.unmodifiableMap(derived);
  }

  @Nullable SealKey first() {
    return keys.isEmpty() ? null : keys.get(0);
  }

  @Nullable SealKey find(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst().orElse(null);
  }

  /** Returns the ids, never the secrets. */
  @Override
  public String toString() {
    return "KeyRing " + keys;
  }

  private static void refuseTwins(SealKey one, SealKey other) {
    if (one.id().equals(other.id())) {
      throw new UnusableKeyException(
          "Two keys have the id '%s'.".formatted(one.id()),
          "Give each key an id of its own: what is sealed names its key by it.");
    }
    if (one.hasSecretOf(other)) {
      throw new UnusableKeyException(
          "Keys '%s' and '%s' are the same.".formatted(one.id(), other.id()),
          "Remove one, or, to rotate, make a new one with \"openssl rand -base64 32\".");
    }
  }
}
