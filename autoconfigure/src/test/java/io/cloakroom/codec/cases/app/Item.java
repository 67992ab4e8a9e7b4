package io.cloakroom.codec.cases.app;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A line of a cart, with the constructor without arguments that JPA asks for. */
public class Item implements Serializable {

  String sku;
  String title;
  int quantity;
  long priceCents;
  BigDecimal price;
  boolean gift;
  UUID id;
  LocalDate deliver;
  Status status;
  Map<String, String> options = new LinkedHashMap<>();

  protected Item() {}

  public Item(int number) {
    sku = "SKU-" + (100_000 + number);
    title = "A fairly ordinary product title no. " + number;
    quantity = 1 + number % 3;
    priceCents = 1999L + number;
    price = new BigDecimal(priceCents).movePointLeft(2);
    gift = number % 2 == 0;
    id = new UUID(42, number);
    deliver = LocalDate.of(2026, 3, 1 + number % 28);
    status = gift ? Status.PAID : Status.SENT;
    options.put("size", "XL");
    options.put("colour", "blue");
  }
}
