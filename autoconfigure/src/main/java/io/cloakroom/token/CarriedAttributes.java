package io.cloakroom.token;

import io.cloakroom.AttributeDecodingException;
import io.cloakroom.AttributeSeal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Those attributes of a stored session that travel in its token, too. A token also says of which it
 * knows that they are not there, so that nobody asks the store for them in vain.
 */
final class CarriedAttributes {

  /** Spring MVC looks for it in each request that it serves, so it is worth saying if it is not. */
  private static final String FLASH_ATTRIBUTES =
      "org.springframework.web.servlet.support.SessionFlashMapManager.FLASH_MAPS";

  /** Stands for an attribute that is not there. No codec writes it. */
  private static final byte ABSENT = 0x08;

  private final Set<String> names;
  private final AttributeSeal seal;

  /**
   * Chooses attributes.
   *
   * @param names of those that travel
   * @param seal that the store's are under; a token is sealed as a whole
   */
  CarriedAttributes(Collection<String> names, AttributeSeal seal) {
    this.names = Set.copyOf(names);
    this.seal = seal;
  }

  /** Returns whether one of those attributes is among these. */
  boolean areAmong(Set<String> attributes) {
    return attributes.stream().anyMatch(names::contains);
  }

  /**
   * Returns what the token of a session holds.
   *
   * @param stored all that the store has
   */
  Map<String, byte[]> of(String lineage, Map<String, byte[]> stored) {
    Map<String, byte[]> carried = new HashMap<>();
    for (String name : names) {
      byte[] encoded = stored.get(name);
      byte[] opened = encoded == null ? absent() : open(lineage, name, encoded);
      if (opened != null) {
        carried.put(name, opened);
      }
    }
    if (!stored.containsKey(FLASH_ATTRIBUTES)) {
      carried.put(FLASH_ATTRIBUTES, absent());
    }
    return carried;
  }

  /** Returns those attributes that are there, of what a token holds. */
  static Map<String, byte[]> present(Map<String, byte[]> carried) {
    Map<String, byte[]> present = new HashMap<>(carried);
    present.values().removeIf(CarriedAttributes::isAbsent);
    return present;
  }

  private static byte[] absent() {
    return new byte[] {ABSENT};
  }

  private static boolean isAbsent(byte[] encoded) {
    return encoded.length == 1 && encoded[0] == ABSENT;
  }

  /** Returns null if it cannot be opened: whoever reads it asks the store, and is told why. */
  private byte @Nullable [] open(String lineage, String name, byte[] stored) {
    try {
      return seal.open(lineage, name, stored);
    } catch (AttributeDecodingException e) {
      return null;
    }
  }
}
