package io.cloakroom;

/**
 * Keeps encoded attributes from being read in a store: it seals what a codec wrote before a store
 * gets it, and opens what a store returned before a codec reads it.
 *
 * <p>What is sealed is bound to its session and to its attribute: in any other place it cannot be
 * opened. It says itself that it is sealed, by a first byte below {@code 0x09} that no codec
 * writes, so a store can hold a mixture. Two seals of the same bytes may differ, so nobody compares
 * sealed bytes, and nothing is sealed again that did not change. Implementations are safe for use
 * by several threads.
 */
public interface AttributeSeal {

  /** Leaves all bytes as they are. */
  AttributeSeal NONE =
      new AttributeSeal() {
        @Override
        public byte[] seal(String lineage, String name, byte[] encoded) {
          return encoded;
        }

        @Override
        public byte[] open(String lineage, String name, byte[] stored) {
          return stored;
        }
      };

  /**
   * Seals an encoded value.
   *
   * @param lineage of the session, which it keeps for its whole life
   * @param name of the attribute
   * @param encoded what the codec wrote; not modified
   * @return what a store may keep: the same bytes if nothing is to be sealed
   */
  byte[] seal(String lineage, String name, byte[] encoded);

  /**
   * Opens what a store returned.
   *
   * @param lineage of the session
   * @param name of the attribute
   * @param stored anything at all, sealed or not; not modified
   * @return what the codec wrote: the same bytes if they are not sealed
   * @throws AttributeDecodingException if these bytes are sealed, and not by a key that this node
   *     has, or not for this attribute of this session, or were changed since; its message names
   *     attribute and key, and no data
   */
  byte[] open(String lineage, String name, byte[] stored);
}
