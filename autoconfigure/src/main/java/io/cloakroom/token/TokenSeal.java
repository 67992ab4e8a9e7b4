package io.cloakroom.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cloakroom.seal.KeyRing;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Seals claims in tokens, and opens them.
 *
 * <p>A token is a JWE in compact serialization with one header, {@code
 * {"alg":"A256KW","enc":"A256GCM","kid":"...","typ":"cloakroom+jwt"}}, to the letter. So a header
 * is never parsed, but compared: what it could ask for beyond that, another algorithm, a key of its
 * own, compression, a million rounds, is refused before anything is decoded or computed.
 */
final class TokenSeal {

  private static final String BEFORE_ID = "{\"alg\":\"A256KW\",\"enc\":\"A256GCM\",\"kid\":\"";
  private static final String AFTER_ID = "\",\"typ\":\"cloakroom+jwt\"}";

  /** As long as the longest id of a key. */
  private static final int LONGEST_HEADER =
      CompactJwe.length(BEFORE_ID.length() + 32 + AFTER_ID.length());

  private final Map<String, TokenKey> byHeader;
  private final TokenKey sealing;

  private TokenSeal(List<TokenKey> keys) {
    this.sealing = keys.get(0);
    this.byHeader = new HashMap<>();
    keys.forEach(key -> byHeader.put(key.encodedHeader(), key));
  }

  /**
   * Makes a seal.
   *
   * @param keys whose first one seals, and all of which open; at least one
   * @param purpose what they are derived for
   */
  static TokenSeal of(KeyRing keys, String purpose) {
    List<TokenKey> derived = new ArrayList<>();
    keys.derive(purpose)
        .forEach((id, key) -> derived.add(new TokenKey(id, BEFORE_ID + id + AFTER_ID, key)));
    return new TokenSeal(derived);
  }

  /** What was sealed. */
  static final class Opened {

    private final byte[] claims;
    private final TokenKey key;
    private final boolean current;

    private Opened(byte[] claims, TokenKey key, boolean current) {
      this.claims = claims;
      this.key = key;
      this.current = current;
    }

    byte[] claims() {
      return claims;
    }

    /** Returns the id of the key that sealed it. */
    String keyId() {
      return key.id();
    }

    /** Returns whether that is the key which seals now. */
    boolean current() {
      return current;
    }
  }

  /** Returns a token that holds these claims. */
  String seal(byte[] claims) {
    return sealing.seal(claims);
  }

  /** Returns the id of the key that seals. */
  String sealing() {
    return sealing.id();
  }

  /** Returns how long a token would be, at most, if it had another key. */
  static int longest(String token) {
    return token.length() - token.indexOf('.') + LONGEST_HEADER;
  }

  /**
   * Opens a token.
   *
   * @param token anything at all, but not too long
   * @throws RefusedTicketException unless it was sealed with a key of the ring, and is as it was
   *     then
   */
  Opened open(String token) throws RefusedTicketException {
    CompactJwe parts = CompactJwe.split(token);
    if (parts == null) {
      throw new RefusedTicketException(Fault.MALFORMED);
    }
    TokenKey key = byHeader.get(parts.header());
    if (key == null) {
      String unknown = keyId(parts.header());
      throw new RefusedTicketException(unknown == null ? Fault.HEADER : Fault.UNKNOWN_KEY, unknown);
    }
    byte[] claims = key.open(parts);
    if (claims == null) {
      throw new RefusedTicketException(Fault.NOT_AUTHENTIC, key.id());
    }
    return new Opened(claims, key, key == sealing);
  }

  /** Returns the id in a header that could be one of ours; null if it is none. */
  private static @Nullable String keyId(String encodedHeader) {
    if (encodedHeader.length() > LONGEST_HEADER) {
      return null;
    }
    String header = new String(Base64.getUrlDecoder().decode(encodedHeader), US_ASCII);
    int end = header.length() - AFTER_ID.length();
    if (end < BEFORE_ID.length() || !header.startsWith(BEFORE_ID) || !header.endsWith(AFTER_ID)) {
      return null;
    }
    String id = header.substring(BEFORE_ID.length(), end);
    return KeyRing.isId(id) ? id : null;
  }
}
