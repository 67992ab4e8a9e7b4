package io.cloakroom.codec.cases.app;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Beans of several making. */
public final class Beans {

  private Beans() {}

  /** As Lombok's {@code @Value} makes it, but what the constructor takes is not what it keeps. */
  public static final class Money implements Serializable {

    final BigDecimal amount;
    final String currency;

    public Money(BigDecimal unscaled, String currencyCode) {
      amount = Objects.requireNonNull(unscaled).setScale(4);
      currency = currencyCode;
    }
  }

  /** Immutable, with a copy of a list. */
  public static class PriceList implements Serializable {

    final String name;
    final List<Money> prices;

    public PriceList(String untrimmed, List<Money> prices) {
      name = untrimmed.trim();
      this.prices = List.copyOf(prices);
    }
  }

  /** Has a field whose name its subclass uses too. */
  public static class Parent implements Serializable {

    String value = "parent";
  }

  /** Has two fields named value. */
  public static class Child extends Parent {

    @SuppressWarnings("HidingField")
    String value = "child";

    public Child() {
      super.value = "parent-changed";
    }
  }

  /** Has no fields. */
  public static class Marker implements Serializable {}

  /** May hold anything. */
  public static class Holder implements Serializable {

    Object held;

    Holder() {}

    public Holder(Object held) {
      this.held = held;
    }
  }

  /** Refers to others of its kind. */
  public static class Node implements Serializable {

    String name;
    Node other;
    List<Node> children = new ArrayList<>();

    Node() {}

    public Node(String name) {
      this.name = name;
    }

    /** Two that refer to each other. */
    public static Node cycle() {
      Node a = new Node("a");
      a.other = new Node("b");
      a.other.other = a;
      return a;
    }
  }

  /** Refers to one thing twice. */
  public static class Twice implements Serializable {

    Node left = new Node("x");
    Node right = left;
  }

  /** Its constructor makes what is not stored. */
  public static class WithLog implements Serializable {

    private final transient List<String> log = new ArrayList<>();
    private final transient Object lock = new Object();
    String name = "n";

    /** Whether the constructor has run. */
    public boolean canLog() {
      return log != null && lock != null;
    }
  }

  /** As {@link WithLog}, but its constructor takes something. */
  public static class NamedWithLog implements Serializable {

    private final transient List<String> log = new ArrayList<>();
    final String name;

    public NamedWithLog(String name) {
      this.name = name;
    }

    /** Whether the constructor has run. */
    public boolean canLog() {
      return log != null;
    }
  }
}
