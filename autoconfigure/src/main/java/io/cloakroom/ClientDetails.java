package io.cloakroom;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody signed in from, for a page that shows him his devices.
 *
 * <p>What a client says of itself proves nothing: it is to be shown, and not to be relied on.
 *
 * @param address of the client, as the web server sees it
 * @param userAgent as the client calls itself, at most 256 characters; null if it did not
 * @param signedInAt when, by the clock of the node that served the sign-in, in whole seconds
 */
public record ClientDetails(String address, @Nullable String userAgent, Instant signedInAt) {

  /** Name of the attribute in the store, which no application sees or sets. */
  public static final String ATTRIBUTE = "io.cloakroom.client";

  private static final int ADDRESS_LENGTH = 64;
  private static final int USER_AGENT_LENGTH = 256;
  private static final String UNKNOWN = "-";
  private static final int PARTS = 3;

  /**
   * Notes a sign-in that happens now.
   *
   * @param address anything; what is too long or unprintable is left out
   * @param userAgent likewise
   */
  public static ClientDetails of(@Nullable String address, @Nullable String userAgent) {
    String from = address == null ? "" : printable(address, ADDRESS_LENGTH).replace(" ", "");
    String agent = userAgent == null ? "" : printable(userAgent, USER_AGENT_LENGTH).strip();
    return new ClientDetails(
        from.isEmpty() ? UNKNOWN : from,
        agent.isEmpty() ? null : agent,
        Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  /** Returns the text that is stored, in one order whatever the codec. */
  String text() {
    return signedInAt + " " + address + (userAgent == null ? "" : " " + userAgent);
  }

  /** Reads what was stored; returns null if it is nothing of the kind. */
  static @Nullable ClientDetails parse(@Nullable Object stored) {
    if (!(stored instanceof String text)) {
      return null;
    }
    String[] parts = text.split(" ", PARTS);
    try {
      return parts.length < PARTS - 1
          ? null
          : new ClientDetails(
              parts[1], parts.length < PARTS ? null : parts[2], Instant.parse(parts[0]));
    } catch (DateTimeException somethingElse) {
      return null;
    }
  }

  private static String printable(String text, int length) {
    return text.codePoints()
        .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
        .filter(c -> Character.getType(c) != Character.SURROGATE)
        .limit(length)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
