package io.cloakroom.codec.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.codec.cases.app.Awkward;
import io.cloakroom.codec.cases.app.Beans.Holder;
import io.cloakroom.codec.cases.app.Beans.Node;
import io.cloakroom.codec.cases.app.Status;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.servlet.FlashMap;

/** The comparison sees what codecs lose: or the round trips would prove nothing. */
class DeepComparisonTests {

  @ParameterizedTest
  @MethodSource("losses")
  void lossIsADifference(Object before, Object after) {
    assertThat(DeepComparison.compare(before, after).outcome()).isEqualTo(Outcome.DIFFERENT);
    assertThat(DeepComparison.compare(new Holder(before), new Holder(after)).outcome())
        .isEqualTo(Outcome.DIFFERENT);
  }

  @Test
  void otherClassOfListIsTheSameContent() {
    assertThat(DeepComparison.compare(List.of(1L), new ArrayList<>(List.of(1L))).outcome())
        .isEqualTo(Outcome.SAME_CONTENT);
  }

  @Test
  void orderOfAHashSetIsNoDifference() {
    Set<String> grown = new HashSet<>(1024);
    grown.addAll(List.of("b", "a", "c", "Aa", "BB"));

    assertThat(DeepComparison.compare(new HashSet<>(List.of("BB", "Aa", "c", "b", "a")), grown))
        .isEqualTo(new DeepComparison.Result(Outcome.EXACT, ""));
  }

  @Test
  void cycleIsComparedOnce() {
    assertThat(DeepComparison.compare(Node.cycle(), Node.cycle()).outcome())
        .isEqualTo(Outcome.EXACT);
  }

  static Stream<Arguments> losses() {
    FlashMap flash = new FlashMap();
    flash.setTargetRequestPath("/orders");
    return Stream.of(
        Arguments.of(1L, 1),
        Arguments.of(new BigDecimal("1.10"), new BigDecimal("1.1")),
        Arguments.of(Status.NEW, Status.PAID),
        Arguments.of(new Node("a"), new Node("b")),
        Arguments.of(Node.cycle(), new Node("a")),
        Arguments.of(new long[] {1}, new long[] {2}),
        Arguments.of(new long[] {1}, new int[] {1}),
        Arguments.of(List.of(1L), List.of(1)),
        Arguments.of(Arrays.asList("a", null), Arrays.asList("a", "null")),
        Arguments.of(new HashSet<>(Set.of(1L)), new HashSet<>(Set.of(1))),
        Arguments.of(new HashMap<>(Map.of(1L, "x")), new HashMap<>(Map.of("1", "x"))),
        Arguments.of(new HashMap<>(Map.of("a", 1)), new HashMap<>(Map.of("a", 1, "b", 2))),
        Arguments.of(linked("a", "b"), linked("b", "a")),
        Arguments.of(
            new LinkedHashMap<>(Map.of("a", Map.of())), new LinkedHashMap<>(Map.of("a", 1))),
        Arguments.of(
            Collections.unmodifiableSet(linked("a", "b")),
            Collections.unmodifiableSet(linked("b", "a"))),
        Arguments.of(new TreeSet<>(String.CASE_INSENSITIVE_ORDER), new TreeSet<String>()),
        Arguments.of(Pattern.compile("a", Pattern.COMMENTS), Pattern.compile("a")),
        Arguments.of(new AtomicLong(1), new AtomicLong(2)),
        Arguments.of(flash, new FlashMap()),
        Arguments.of(new Awkward.OwnedMap("me"), new Awkward.OwnedMap("you")),
        Arguments.of(new IllegalStateException("a"), new IllegalStateException("b")));
  }

  private static Set<String> linked(String... elements) {
    return new LinkedHashSet<>(List.of(elements));
  }
}
