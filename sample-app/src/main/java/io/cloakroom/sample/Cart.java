package io.cloakroom.sample;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a visitor wants to buy: an ordinary object that lives in the session and is changed in
 * place. It holds ids and not items, so that it is small, and prices are always today's.
 */
public class Cart implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int MOST = 99;

  private final Map<String, Integer> quantities = new LinkedHashMap<>();

  /** Adds one of these. */
  public void add(Item item) {
    quantities.merge(item.id(), 1, (before, one) -> Math.min(before + one, MOST));
  }

  /** Takes one of these out; the last one takes the item off the list. */
  public void takeOut(Item item) {
    quantities.computeIfPresent(item.id(), (id, before) -> before > 1 ? before - 1 : null);
  }

  /** Removes all of these. */
  public void remove(Item item) {
    quantities.remove(item.id());
  }

  /** Removes everything. */
  public void clear() {
    quantities.clear();
  }

  /** Returns how many things there are, all items together. */
  public int size() {
    return quantities.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Returns how many there are of each item, by its id. */
  public Map<String, Integer> quantities() {
    return Collections.unmodifiableMap(quantities);
  }
}
