package io.cloakroom.seal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys in order: the first one seals, and all of them open. */
public final class KeyRing {

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
