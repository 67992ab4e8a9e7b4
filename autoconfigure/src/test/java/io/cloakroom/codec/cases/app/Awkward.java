package io.cloakroom.codec.cases.app;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a session should not hold, and does. */
public final class Awkward {

  private final int outer = 1;

  /** Carries what it is an inner class of. */
  public class Inner implements Serializable {

    int value = 5;

    /** Needs its outer one. */
    public int sum() {
      return outer + value;
    }
  }

  /** Rebuilds a field when it is read. */
  public static class WithReadObject implements Serializable {

    final String base;
    private transient String derived;

    public WithReadObject(String base) {
      this.base = base;
      derived = base + "!";
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      derived = base + "!";
    }

    /** What reading rebuilds. */
    public String derived() {
      return derived;
    }
  }

  /** A map that has something else too. */
  public static final class OwnedMap extends HashMap<String, Object> {

    String owner;

    public OwnedMap(String owner) {
      this.owner = owner;
      put("k", 1L);
    }
  }

  /** A list that has something else too. */
  public static final class LimitedList extends ArrayList<String> {

    int limit;

    public LimitedList(int limit) {
      this.limit = limit;
      add("a");
    }
  }

  /** An exception that cannot be made of its message. */
  public static class CodedException extends RuntimeException {

    final int code;

    public CodedException(String message, int code) {
      super(message);
      this.code = code;
    }
  }

  /** What a proxy implements. */
  public interface Named {

    String name();
  }

  /** Does nothing, and could be written. */
  public static Runnable lambda() {
    return (Runnable & Serializable) () -> {};
  }

  /** As a framework makes for an interface. */
  public static Object proxy() {
    return Proxy.newProxyInstance(
        Awkward.class.getClassLoader(),
        new Class<?>[] {Named.class},
        (proxy, method, arguments) -> "x");
  }

  /** A map written down with double braces. */
  @SuppressWarnings("DoubleBraceInitialization")
  public static Map<String, Object> doubleBraceMap() {
    return new HashMap<>() {
      {
        put("a", 1L);
      }
    };
  }

  /** A list written down with double braces. */
  @SuppressWarnings("DoubleBraceInitialization")
  public static List<String> doubleBraceList() {
    return new ArrayList<>() {
      {
        add("x");
      }
    };
  }

  /** A record that is known to this method only. */
  public static Object localRecord() {
    record Local(int number) implements Serializable {}
    return new Local(1);
  }
}
