package io.cloakroom.codec.cases;

import static io.cloakroom.codec.cases.Expected.refused;
import static io.cloakroom.codec.cases.Expected.sameContent;

import io.cloakroom.codec.cases.app.Records.Point;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists and other collections that are not sets. */
final class ListCases {

  private ListCases() {}

  @SuppressWarnings("JdkObsolete")
  static List<SessionValue> all() {
    return new Theme("Lists")
        .exact("ArrayList with null", () -> new ArrayList<>(Arrays.asList(1L, null, 3L)))
        .exact("LinkedList", () -> new LinkedList<>(List.of("a")))
        .exact("ArrayDeque", () -> new ArrayDeque<>(List.of("a", "b")))
        .exact("List.of, empty", List::of)
        .exact("List.of, one element", () -> List.of(1L))
        .exact(
            "List.of, three records",
            () -> List.of(new Point(1, 2), new Point(2, 3), new Point(3, 4)))
        .exact("Stream.toList with null", () -> Stream.of("a", null).toList())
        .exact("Collectors.toList", () -> Stream.of("a").collect(Collectors.toList()))
        .exact("Arrays.asList", () -> Arrays.asList("a", null))
        .exact("unmodifiableList", () -> Collections.unmodifiableList(arrayList()))
        .exact("unmodifiableCollection", () -> Collections.unmodifiableCollection(arrayList()))
        .exact("emptyList", Collections::emptyList)
        .exact("singletonList", () -> Collections.singletonList(5L))
        .exact("synchronizedList", () -> Collections.synchronizedList(arrayList()))
        .exact("nCopies", () -> Collections.nCopies(2, "x"))
        .value(
            "subList",
            () -> new ArrayList<>(List.of(1, 2, 3)).subList(0, 2),
            sameContent("becomes an ArrayList", "java.util.ArrayList"),
            refused("is not Serializable", "java.util.ArrayList$SubList"))
        .exact("CopyOnWriteArrayList", () -> new CopyOnWriteArrayList<>(List.of(1L)))
        .values();
  }

  private static List<Long> arrayList() {
    return new ArrayList<>(List.of(1L));
  }
}
