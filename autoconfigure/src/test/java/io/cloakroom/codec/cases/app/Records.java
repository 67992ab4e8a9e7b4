package io.cloakroom.codec.cases.app;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Records, and a sealed hierarchy of a record and a class. */
public final class Records {

  private Records() {}

  /** The simplest. */
  public record Point(int x, int y) implements Serializable {}

  /** Checks what it is made of, and has a method that looks like a getter. */
  public record Person(
      String name, Optional<String> nick, List<Point> points, Address address, List<Long> numbers)
      implements Serializable {

    public Person {
      Objects.requireNonNull(name);
    }

    public String getShout() {
      return name.toUpperCase(Locale.ROOT);
    }
  }

  /** Has an array. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Draw(String name, long[] numbers) implements Serializable {}

  /** Says nothing of what its extra is. */
  public record Address(String street, Object extra) implements Serializable {}

  /** Says it by a parameter. */
  public record Pair<T>(T value, List<T> more) implements Serializable {}

  /** Sealed. */
  public sealed interface Shape extends Serializable permits Circle, Square {}

  /** A record of the hierarchy. */
  public record Circle(double radius) implements Shape {}

  /** A class of the hierarchy, made by a method. */
  public static final class Square implements Shape {

    final float side;

    private Square(float side) {
      this.side = side;
    }

    public static Square of(float side) {
      return new Square(side);
    }
  }

  /** Holds shapes in every way. */
  public static class Shapes implements Serializable {

    List<Shape> list = new ArrayList<>();
    Shape first;
    Shape[] array;

    Shapes() {}

    public Shapes(Shape... shapes) {
      list.addAll(List.of(shapes));
      first = shapes[0];
      array = shapes.clone();
    }
  }
}
