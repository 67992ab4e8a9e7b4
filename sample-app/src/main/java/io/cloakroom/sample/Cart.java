package io.cloakroom.sample;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a visitor wants to buy. It is put into the session once, and then changed in place, as any
 * object is: nothing here knows that it is stored somewhere.
 */
public class Cart implements Serializable {

  private static final long serialVersionUID = 1;
  private static final int MOST = 99;

  private final Map<String, Integer> quantities = new LinkedHashMap<>();

  /** Adds one of an item. */
  public void add(String item) {
    set(item, quantities.getOrDefault(item, 0) + 1);
  }

  /** Sets how many of an item there are; zero or less removes it. */
  public void set(String item, int quantity) {
    if (quantity <= 0) {
      quantities.remove(item);
    } else {
      quantities.put(item, Math.min(quantity, MOST));
    }
  }

  /** Removes everything. */
  public void clear() {
    quantities.clear();
  }

  /** Returns how many there are, by the item's id. */
  public Map<String, Integer> quantities() {
    return Map.copyOf(quantities);
  }

  /** Returns how many there are in all. */
  public int size() {
    return quantities.values().stream().mapToInt(Integer::intValue).sum();
  }
}
