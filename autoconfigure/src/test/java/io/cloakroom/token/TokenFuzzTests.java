package io.cloakroom.token;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Tickets that nobody thought of: what is taken is what was issued. */
class TokenFuzzTests {

  private final TokenAttempt attempt = new TokenAttempt();

  @Property
  void anyTextIsRefused(@ForAll byte[] text) {
    attempt.byTicket(text);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void ticketWithOtherTextInItIsRefused(
      @ForAll @IntRange(max = 2) int which,
      @ForAll @IntRange(max = 4_096) int at,
      @ForAll @IntRange(max = 64) int cut,
      @ForAll @Size(max = 64) byte[] other) {
    byte[] ticket = attempt.issued.get(which).getBytes(ISO_8859_1);

    attempt.byTicket(spliced(ticket, at, cut, other));
  }

  @Property
  void anythingThatIsSealedIsASessionOrRefused(@ForAll byte[] claims) {
    attempt.byClaims(claims);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void claimsWithOtherTextInThemAreASessionOrRefused(
      @ForAll @IntRange(max = 2) int which,
      @ForAll @IntRange(max = 4_096) int at,
      @ForAll @IntRange(max = 64) int cut,
      @ForAll @Size(max = 64) byte[] other) {
    byte[] claims = attempt.claims().get(which).getBytes(UTF_8);

    attempt.byClaims(spliced(claims, at, cut, other));
  }

  /** Puts other bytes in the place of some, perhaps of none, anywhere. */
  private static byte[] spliced(byte[] bytes, int at, int cut, byte[] other) {
    int from = at % (bytes.length + 1);
    int to = Math.min(bytes.length, from + cut);
    byte[] spliced = new byte[from + other.length + bytes.length - to];
    System.arraycopy(bytes, 0, spliced, 0, from);
    System.arraycopy(other, 0, spliced, from, other.length);
    System.arraycopy(bytes, to, spliced, from + other.length, bytes.length - to);
    return spliced;
  }
}
