package io.cloakroom.benchmarks.codec;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a shop keeps in a session: a bean with public fields, which every format can read. */
public class Cart implements Serializable {

  private static final long serialVersionUID = 1;

  public List<Item> items = new ArrayList<>();
  public Map<String, BigDecimal> discounts = new HashMap<>();
  public Instant created = Instant.EPOCH;
  public Currency currency = Currency.getInstance("EUR");

  static Cart of(int size) {
    Cart cart = new Cart();
    for (int i = 0; i < size; i++) {
      cart.items.add(Item.numbered(i));
    }
    cart.discounts.put("WELCOME", new BigDecimal("5.00"));
    cart.created = Instant.parse("2026-01-02T03:04:05.123456789Z");
    return cart;
  }

  /** One article of the cart. */
  public static class Item implements Serializable {

    private static final long serialVersionUID = 1;

    public String sku = "";
    public String title = "";
    public int quantity;
    public BigDecimal price = BigDecimal.ZERO;
    public boolean gift;
    public UUID id = new UUID(0, 0);
    public LocalDate deliverOn = LocalDate.EPOCH;
    public Status status = Status.ORDERED;
    public Map<String, String> options = new LinkedHashMap<>();

    static Item numbered(int number) {
      Item item = new Item();
      item.sku = "SKU-" + (100_000 + number);
      item.title = "A fairly ordinary product title no. " + number;
      item.quantity = 1 + number % 3;
      item.price = BigDecimal.valueOf(1999 + number, 2);
      item.gift = number % 2 == 0;
      item.id = new UUID(42, number);
      item.deliverOn = LocalDate.of(2026, 3, 1 + number % 28);
      item.status = number % 2 == 0 ? Status.ORDERED : Status.PAID;
      item.options.put("colour", "blue");
      item.options.put("size", "XL");
      return item;
    }
  }

  /** How far an article is. */
  public enum Status {
    ORDERED,
    PAID,
    SENT
  }
}
