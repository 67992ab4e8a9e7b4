package io.cloakroom.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Looks for Cookie headers that do what none should: the first byte says whether the request is
 * secure. {@code maxDuration} bounds it in a build, and {@code -Dfuzz.duration} sets how long it
 * is.
 */
class CookieFuzzer {

  private final CookieAttack attack = new CookieAttack();

  @MethodSource("valid")
  @FuzzTest(maxDuration = "1d")
  void anyCookiesAreASessionOrNone(byte[] bytes) {
    if (bytes.length > 0) {
      attack.by(Arrays.copyOfRange(bytes, 1, bytes.length), (bytes[0] & 1) == 1);
    }
  }

  static Stream<byte[]> valid() {
    String id = "A".repeat(43);
    return Stream.of(
            "",
            "SESSION=" + id,
            "__Host-SESSION=" + id + "; SESSION=" + id,
            "a=b; SESSION=\"" + id + "\"; $Version=1",
            "SESSION=" + id + "; SESSION=x; SESSION=; __Host-SESSION=__Host-" + id)
        .flatMap(header -> Stream.of("0" + header, "1" + header))
        .map(header -> header.getBytes(ISO_8859_1));
  }
}
