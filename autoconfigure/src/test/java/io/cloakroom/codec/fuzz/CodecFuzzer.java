package io.cloakroom.codec.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.cloakroom.AttributeCodec;
import io.cloakroom.codec.AttributeFormat;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Looks for bytes that do what none should, along what the codecs do with each: {@code maxDuration}
 * bounds it in a build, and {@code -Dfuzz.duration} sets how long it is.
 */
class CodecFuzzer {

  private final Attack attack = new Attack();

  @MethodSource("valid")
  @FuzzTest(maxDuration = "1d")
  void anyBytesEndInAValueOrARefusal(byte[] bytes) {
    attack.by(bytes);
  }

  static Stream<byte[]> valid() {
    Codecs codecs = new Codecs();
    AttributeCodec compressing = codecs.complete(AttributeFormat.JSON, 0);
    return values()
        .flatMap(
            value ->
                Stream.of(
                    codecs.json.encode("cart", value),
                    codecs.jdk.encode("cart", value),
                    compressing.encode("cart", value)));
  }

  private static Stream<Object> values() {
    Parcel parcel = new Parcel("glass", 3, Instant.EPOCH, List.of("a"), UUID.randomUUID());
    return Stream.of(
        "text",
        42L,
        new BigDecimal("1.50"),
        new ArrayList<>(Arrays.asList("a", null, 3L, 1.5, 'c')),
        new HashMap<>(Map.of("a", 1, "b", List.of())),
        new HashMap<>(Map.of(1L, parcel, "#", new HashSet<>(List.of(1, 2)))),
        new TreeMap<>(Map.of("a", new Voucher("x", 1))),
        new EnumMap<>(Map.of(DayOfWeek.MONDAY, EnumSet.of(DayOfWeek.FRIDAY))),
        Shelf.of("top", 5, parcel),
        new Object[] {new int[] {1}, new Parcel[] {parcel}},
        Pattern.compile("a+b"),
        new IllegalStateException("late"));
  }
}
