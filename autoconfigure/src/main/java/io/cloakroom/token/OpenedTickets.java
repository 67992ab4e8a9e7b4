package io.cloakroom.token;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Tickets that this node has opened lately, since a client sends the same one with one request
 * after the other. Only authentic ones are here; whether they count now is for others to judge.
 *
 * <p>There are two generations of them. When the young one is full, it becomes the old one, and
 * what was not asked for since the last time is forgotten. So nobody has to wait for a lock to find
 * one, as in a list by last use.
 */
final class OpenedTickets {

  private final long most;
  private volatile Generation young = new Generation();
  private volatile Generation old = new Generation();

  /**
   * Makes an empty one.
   *
   * @param most bytes that a generation may take, estimated
   */
  OpenedTickets(long most) {
    this.most = most;
  }

  /** Returns the ticket of exactly that text; null if it was not opened lately. */
  @Nullable SealedTicket get(String text) {
    Text key = new Text(text);
    SealedTicket known = young.tickets.get(key);
    if (known == null) {
      known = old.tickets.get(key);
      if (known != null) {
        add(known);
      }
    }
    return known;
  }

  /** Adds a ticket, and forgets those that were not asked for lately if it is too much. */
  void add(SealedTicket opened) {
    Generation current = young;
    if (current.add(opened) > most) {
      age(current);
    }
  }

  private synchronized void age(Generation full) {
    if (young == full) {
      old = full;
      young = new Generation();
    }
  }

  private static final class Generation {

    private static final long OBJECTS = 600;

    private final Map<Text, SealedTicket> tickets = new ConcurrentHashMap<>();
    private final AtomicLong size = new AtomicLong();

    /** Returns how many bytes all take, about. */
    long add(SealedTicket opened) {
      boolean absent = tickets.putIfAbsent(new Text(opened.value()), opened) == null;
      return size.addAndGet(absent ? size(opened) : 0);
    }

    /** The text, what is in it, which is two thirds of that, and the objects of both. */
    private static long size(SealedTicket opened) {
      return OBJECTS + opened.value().length() * 5L / 3;
    }
  }

  /** What was sent. Its end is as random as a hash, so there is no need to read all for one. */
  private record Text(String value) {

    private static final int TAG = 16;

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Text text && value.equals(text.value);
    }

    @Override
    public int hashCode() {
      return value.substring(Math.max(0, value.length() - TAG)).hashCode();
    }
  }
}
