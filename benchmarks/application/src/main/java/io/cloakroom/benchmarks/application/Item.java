package io.cloakroom.benchmarks.application;

import java.io.Serializable;
import java.math.BigDecimal;

/** One article in a cart: a bean, which every serialization can read. */
public class Item implements Serializable {

  private static final long serialVersionUID = 1;

  private String sku = "";
  private String title = "";
  private int quantity;
  private BigDecimal price = BigDecimal.ZERO;

  static Item numbered(int number) {
    Item item = new Item();
    item.sku = "SKU-" + (100_000 + number);
    item.title = "A fairly ordinary title of an article, number " + number;
    item.quantity = 1 + number % 3;
    item.price = BigDecimal.valueOf(1999 + number, 2);
    return item;
  }

  public String getSku() {
    return sku;
  }

  public void setSku(String sku) {
    this.sku = sku;
  }

  public String getTitle() {
    return title;
  }

  public void setTitle(String title) {
    this.title = title;
  }

  public int getQuantity() {
    return quantity;
  }

  public void setQuantity(int quantity) {
    this.quantity = quantity;
  }

  public BigDecimal getPrice() {
    return price;
  }

  public void setPrice(BigDecimal price) {
    this.price = price;
  }
}
