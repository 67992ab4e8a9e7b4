package io.cloakroom.testing;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that the tests of a class share, made when the first of them asks for it: so that a
 * server that cannot be had skips or fails tests, and not the loading of their class.
 */
public final class Lazy<T> {

  private final Supplier<T> maker;
  private @Nullable T value;

  /** Remembers how to make it. */
  public Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  /** Returns it, always the same. */
  public synchronized T get() {
    T made = value == null ? maker.get() : value;
    value = made;
    return made;
  }
}
