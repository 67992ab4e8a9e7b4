package io.cloakroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Ids that are guessed, predicted or derived from what is known. */
class SessionIdAttackTests {

  private static final int IDS = 4000;
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  /** Six standard deviations: one false alarm in two million builds. */
  private static final double TOLERANCE = 6 * Math.sqrt(IDS) / 2;

  @Test
  void eachBitIsAsGoodAsAnother() {
    int[] ones = new int[256];
    int[] changes = new int[256];
    byte[] before = bytes(SessionId.random());
    for (int i = 0; i < IDS; i++) {
      byte[] id = bytes(SessionId.random());
      for (int bit = 0; bit < 256; bit++) {
        ones[bit] += bit(id, bit);
        changes[bit] += bit(id, bit) ^ bit(before, bit);
      }
      before = id;
    }

    for (int bit = 0; bit < 256; bit++) {
      assertThat((double) ones[bit])
          .as("ones of bit " + bit)
          .isCloseTo(IDS / 2.0, within(TOLERANCE));
      assertThat((double) changes[bit])
          .as("changes of bit " + bit)
          .isCloseTo(IDS / 2.0, within(TOLERANCE));
    }
  }

  @Test
  void rotatedIdTellsNothingOfTheNextButItsShard() {
    SessionId id = SessionId.random();
    int[] ones = new int[256];
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < IDS; i++) {
      SessionId rotated = id.rotate();
      assertThat(seen.add(rotated.value())).isTrue();
      byte[] next = bytes(rotated);
      for (int bit = 0; bit < 256; bit++) {
        ones[bit] += bit(next, bit) ^ bit(bytes(id), bit);
      }
    }

    for (int bit = 0; bit < 256; bit++) {
      double expected = bit < 8 ? 0 : IDS / 2.0;
      assertThat((double) ones[bit]).as("bit " + bit).isCloseTo(expected, within(TOLERANCE));
    }
  }

  /** What a store compares are hashes: that one begins like another says nothing of the ids. */
  @Property
  void idsThatDifferInOneBitHaveKeysThatDifferInHalf(@ForAll @IntRange(max = 255) int flipped) {
    SessionId id = SessionId.random();
    byte[] other = bytes(id);
    other[flipped / 8] ^= (byte) (0x80 >> flipped % 8);
    SessionId neighbour = Objects.requireNonNull(SessionId.parse(text(other)));

    int differing = 0;
    for (int bit = 0; bit < 256; bit++) {
      differing += bit(hash(id), bit) ^ bit(hash(neighbour), bit);
    }

    assertThat(differing).isBetween(70, 186);
    assertThat(id).isNotEqualTo(neighbour);
  }

  @Property
  void whatIsReadIsWhatIsWritten(@ForAll("nearlyIds") String value) {
    SessionId id = SessionId.parse(value);

    if (id != null) {
      assertThat(id.value()).isEqualTo(value);
      assertThat(value).matches("(__Host-)?[A-Za-z0-9_-]{43}");
      assertThat(id.toString()).doesNotContain(value.substring(value.length() - 43));
    }
  }

  @Property
  void anyTextIsReadOrNot(@ForAll String value) {
    SessionId id = SessionId.parse(value);

    assertThat(id == null || id.value().equals(value)).isTrue();
  }

  @Property
  void oneCharacterMoreLessOrOtherIsAnotherIdOrNone(
      @ForAll @IntRange(max = 42) int at, @ForAll @IntRange(max = 63) int character) {
    String value = SessionId.random().value();
    char replacement = ALPHABET.charAt(character);
    String head = value.substring(0, at);
    String tail = value.substring(at + 1);

    assertThat(SessionId.parse(head + tail)).isNull();
    assertThat(SessionId.parse(head + replacement + replacement + tail)).isNull();
    SessionId other = SessionId.parse(head + replacement + tail);
    if (other != null) {
      assertThat(other.value()).isEqualTo(head + replacement + tail);
      assertThat(other.key().equals(Objects.requireNonNull(SessionId.parse(value)).key()))
          .isEqualTo(other.value().equals(value));
    }
  }

  @Property
  void keyIsNoId(@ForAll @IntRange(max = 9) int ignored) {
    SessionId id = SessionId.random();
    String key = id.key().value();

    assertThat(SessionId.parse(key)).isNull();
    SessionId ofHash = SessionId.parse(key.substring(2));
    assertThat(ofHash == null || !ofHash.key().equals(id.key())).isTrue();
    assertThat(key).doesNotContain(id.value().substring(2, 12));
  }

  @Provide
  Arbitrary<String> nearlyIds() {
    Arbitrary<Character> characters =
        Arbitraries.frequencyOf(
            Tuple.of(60, Arbitraries.chars().with(ALPHABET.toCharArray())),
            Tuple.of(1, Arbitraries.of('=', '+', '/', '.', '%', '\0', '\n', '\u00e4')));
    return characters
        .list()
        .ofMinSize(40)
        .ofMaxSize(46)
        .flatMap(
            list -> {
              StringBuilder text = new StringBuilder();
              list.forEach(text::append);
              return Arbitraries.of("", "__Host-", "__host-").map(prefix -> prefix + text);
            });
  }

  private static byte[] bytes(SessionId id) {
    return Base64.getUrlDecoder().decode(id.value().getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] hash(SessionId id) {
    return Base64.getUrlDecoder().decode(id.key().value().substring(2));
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static int bit(byte[] bytes, int bit) {
    return bytes[bit / 8] >> (7 - bit % 8) & 1;
  }
}
