package io.cloakroom.codec.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Collects the values of a theme. */
final class Theme {

  private final String name;
  private final List<SessionValue> values = new ArrayList<>();

  Theme(String name) {
    this.name = name;
  }

  /** Adds a value that comes back as it was, whatever the format. */
  Theme exact(String value, Callable<Object> maker) {
    return value(value, maker, Expected.EXACT, Expected.EXACT);
  }

  /** Adds a value that JDK serialization has trouble with, and JSON has not. */
  Theme exactAsJson(String value, Callable<Object> maker, Expected jdk) {
    return value(value, maker, Expected.EXACT, jdk);
  }

  /** Adds a value that JSON has trouble with, and JDK serialization has not. */
  Theme exactWithJdk(String value, Callable<Object> maker, Expected json) {
    return value(value, maker, json, Expected.EXACT);
  }

  Theme value(String value, Callable<Object> maker, Expected json, Expected jdk) {
    values.add(new SessionValue(name, value, maker, json, jdk));
    return this;
  }

  List<SessionValue> values() {
    return List.copyOf(values);
  }
}
