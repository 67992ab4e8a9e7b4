package io.cloakroom.codec.cases;

import io.cloakroom.codec.cases.app.GiftItem;
import io.cloakroom.codec.cases.app.Item;
import io.cloakroom.codec.cases.app.Records.Point;
import io.cloakroom.codec.cases.app.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arrays. */
final class ArrayCases {

  private ArrayCases() {}

  static List<SessionValue> all() {
    return new Theme("Arrays")
        .exact("byte[]", () -> new byte[] {1, -2, 3})
        .exact("char[]", () -> new char[] {'a', 'b'})
        .exact("long[]", () -> new long[] {1, Long.MIN_VALUE})
        .exact("float[]", () -> new float[] {1.1f, Float.NaN})
        .exact("int[][]", () -> new int[][] {{1}, {2, 3}})
        .exact("String[] with null", () -> new @Nullable String[] {"a", null})
        .exact("Long[] with null", () -> new @Nullable Long[] {1L, null})
        .exact(
            "Object[] of several types",
            () -> new @Nullable Object[] {1, 2L, null, "x", new Point(1, 2), (short) 4})
        .exact("array of records", () -> new Point[] {new Point(1, 2)})
        .exact("array with a subclass", () -> new @Nullable Item[] {new GiftItem(1), null})
        .exact("array of lists", () -> new List<?>[] {List.of("a"), new ArrayList<>(List.of(1L))})
        .exact("array of enum constants", () -> new Status[] {Status.NEW, Status.SENT})
        .values();
  }
}
