package io.cloakroom.codec.cases.app;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A classic bean: private fields, and accessors that do more than get and set. */
public class Cart implements Serializable {

  private final List<Item> items = new ArrayList<>();
  private final Map<String, BigDecimal> discounts = new HashMap<>();
  String coupon;
  Instant created = Instant.parse("2026-01-02T03:04:05.123456789Z");
  transient int countedBefore = 7;
  Currency currency = Currency.getInstance("EUR");
  Locale locale = Locale.forLanguageTag("de-DE-u-co-phonebk");

  /** As after an afternoon of shopping. */
  public static Cart ofTwentyItems() {
    Cart cart = new Cart();
    for (int i = 0; i < 20; i++) {
      cart.add(new Item(i));
    }
    cart.discounts.put("WELCOME", new BigDecimal("5.00"));
    return cart;
  }

  public Cart add(Item item) {
    items.add(item);
    return this;
  }

  public List<Item> getItems() {
    return Collections.unmodifiableList(items);
  }

  public boolean isEmpty() {
    return items.isEmpty();
  }

  public BigDecimal getTotal() {
    throw new IllegalStateException("A getter must not be called");
  }

  public void setCoupon(String coupon) {
    throw new IllegalStateException("A setter must not be called, with " + coupon);
  }
}
