package io.cloakroom.token;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tickets that this node has opened lately, since a client sends the same one with one request
 * after the other. Only authentic ones are here; whether they count now is for others to judge.
 */
final class OpenedTickets {

  private static final float LOAD = 0.75f;
  private static final int FEW = 16;

  private final Map<String, Opened> byText = new LinkedHashMap<>(FEW, LOAD, true);
  private final long most;
  private long length;

  /**
   * A ticket.
   *
   * @param keyId id of the key that it was sealed with
   */
  record Opened(SealedTicket ticket, String keyId) {}

  /**
   * Makes an empty one.
   *
   * @param most characters that all tickets in it may have together
   */
  OpenedTickets(long most) {
    this.most = most;
  }

  /** Returns the ticket of exactly that text; null if it was not opened lately. */
  synchronized @Nullable Opened get(String text) {
    return byText.get(text);
  }

  /** Adds a ticket, and forgets those that were not asked for the longest if it is too much. */
  synchronized void add(Opened opened) {
    String text = opened.ticket().value();
    if (byText.put(text, opened) == null) {
      length += text.length();
    }
    Iterator<String> eldest = byText.keySet().iterator();
    while (length > most && eldest.hasNext()) {
      length -= eldest.next().length();
      eldest.remove();
    }
  }
}
