package io.cloakroom.token;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Looks for tickets that do what none should: the first byte says whether the rest is one, or what
 * is sealed in one. {@code maxDuration} bounds it in a build, and {@code -Dfuzz.duration} sets how
 * long it is.
 */
class TokenFuzzer {

  /** The tickets that it begins with are those of the node that is shown what comes of them. */
  private static final TokenAttempt ATTEMPT = new TokenAttempt();

  @MethodSource("valid")
  @FuzzTest(maxDuration = "1d")
  void anyTextIsATokenThatWasIssuedOrRefused(byte[] bytes) {
    if (bytes.length > 0) {
      byte[] rest = Arrays.copyOfRange(bytes, 1, bytes.length);
      if ((bytes[0] & 1) == 0) {
        ATTEMPT.byTicket(rest);
      } else {
        ATTEMPT.byClaims(rest);
      }
    }
  }

  static Stream<byte[]> valid() {
    return Stream.concat(
        ATTEMPT.issued.stream().map(ticket -> ("0" + ticket).getBytes(ISO_8859_1)),
        ATTEMPT.claims().stream().map(claims -> ("1" + claims).getBytes(UTF_8)));
  }
}
