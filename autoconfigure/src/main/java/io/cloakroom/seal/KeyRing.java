package io.cloakroom.seal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys in order: the first one seals, and all of them open. An empty ring seals nothing. */
public final class KeyRing {

  private final List<SealKey> keys;

  /**
   * Makes a ring.
   *
   * @throws IllegalArgumentException if two keys have the same id or the same secret
   */
  public KeyRing(List<SealKey> keys) {
    this.keys = List.copyOf(keys);
    for (int i = 0; i < keys.size(); i++) {
      for (SealKey before : keys.subList(0, i)) {
        refuseTwins(before, keys.get(i));
      }
    }
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
      throw new IllegalArgumentException(
          "Two keys have the id '%s'. Give each its own: what is sealed names its key by it."
              .formatted(one.id()));
    }
    if (one.hasSecretOf(other)) {
      throw new IllegalArgumentException(
          "Keys '%s' and '%s' have the same value. To rotate, make a new one with: openssl rand -base64 32"
              .formatted(one.id(), other.id()));
    }
  }
}
