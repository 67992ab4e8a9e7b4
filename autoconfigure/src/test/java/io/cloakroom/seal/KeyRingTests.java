package io.cloakroom.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTests {

  private static final SecureRandom RANDOM = new SecureRandom();

  @Test
  void firstKeySeals() {
    KeyRing ring = KeyRing.of(List.of("b:" + random(32), "a:" + random(32)));

    assertThat(ring.sealing()).isEqualTo("b");
    assertThat(ring.find("a")).isNotNull();
    assertThat(ring.find("c")).isNull();
  }

  @Test
  void emptyRingSealsNothing() {
    assertThat(KeyRing.of(List.of()).sealing()).isNull();
  }

  @Test
  void whiteSpaceAroundAKeyDoesNotCount() {
    assertThat(KeyRing.of(List.of(" a : " + random(32) + "\r\n")).sealing()).isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16, 24, 31, 33, 64})
  void keyOfAnotherSizeIsRefused(int size) {
    String secret = random(size);

    assertThat(refused("a:" + secret))
        .hasMessage("Key 'a' has %d bits, and must have exactly 256.", size * 8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "no colon", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="})
  void keyWithoutAnIdIsRefused(String entry) {
    assertThat(refused(entry)).hasMessage("Key 1 is not an id, a colon, and base64 of 256 bits.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "schlüssel", "a/b", "a\u0000", "a\nb"})
  void idThatCannotBeShownIsRefused(String id) {
    assertThat(refused(id + ":" + random(32)))
        .hasMessage("Key 1 does not begin with an id, and a colon.");
  }

  @Test
  void keyInThePlaceOfItsIdIsNotShown() {
    for (String secret : List.of(random(32), random(32).replace("=", ""), hex(32))) {
      UnusableKeyException e = refused(secret + ":2026-11");

      assertThat(e.getMessage() + e.remedy()).doesNotContain(secret);
    }
  }

  @Test
  void variableThatIsNotSetIsNamed() {
    UnusableKeyException e =
        catchThrowableOfType(
            UnusableKeyException.class, () -> KeyRing.of(List.of("a:${session-key}")));

    assertThat(e).hasMessage("Key 'a' refers to ${session-key}, which is not set.");
    assertThat(e.remedy()).isEqualTo("Set ${session-key}: to the same key on all nodes.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%%%", "a=b", "AAAA AAAA", "AAAA-AAA_", "${KEY:s3cret}"})
  void whatIsNotBase64IsRefusedAndNotShown(String value) {
    UnusableKeyException e = refused("a:" + value);

    assertThat(e).hasMessage("Key 'a' is not base64.").hasNoCause();
    assertThat(e.remedy()).contains("openssl rand -base64 32");
  }

  @Test
  void sampleKeysAreRefused() {
    byte[] constant = new byte[32];
    byte[] repeated = new byte[32];
    byte[] sequence = new byte[32];
    byte[] downwards = new byte[32];
    RANDOM.nextBytes(repeated);
    for (int i = 0; i < 32; i++) {
      constant[i] = 0x42;
      repeated[i] = repeated[i % 16];
      sequence[i] = (byte) (i + 7);
      downwards[i] = (byte) (250 - 3 * i);
    }
    List<byte[]> samples =
        List.of(
            new byte[32],
            constant,
            repeated,
            sequence,
            downwards,
            "correct horse battery staple 123".getBytes(US_ASCII),
            "0123456789abcdef0123456789ABCDEF".getBytes(US_ASCII),
            HexFormat.of()
                .parseHex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"));

    for (byte[] sample : samples) {
      assertThat(refused("a:" + Base64.getEncoder().encodeToString(sample)))
          .hasMessage("Key 'a' is a sample or a text, which others can guess, and not random.");
    }
  }

  @Test
  void randomKeysAreNotTakenForSamples() {
    for (int i = 0; i < 100_000; i++) {
      KeyRing.of(List.of("a:" + random(32)));
    }
  }

  @Test
  void twoKeysOfOneIdAreRefused() {
    assertThat(refused("a:" + random(32), "a:" + random(32)))
        .hasMessage("Two keys have the id 'a'.");
  }

  @Test
  void oneKeyOfTwoIdsIsRefused() {
    String secret = random(32);

    UnusableKeyException e = refused("a:" + secret, "c:" + random(32), "b:" + secret);

    assertThat(e).hasMessage("Keys 'a' and 'b' are the same.");
  }

  @Test
  void keysAreNotShown() {
    String secret = random(32);
    KeyRing ring = KeyRing.of(List.of("a:" + secret));

    assertThat(ring.toString() + ring.first()).isEqualTo("KeyRing [a]a").doesNotContain(secret);
  }

  @Test
  void sealThatIsRequiredNeedsAKey() {
    KeyRing none = KeyRing.of(List.of());

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new AesGcmSeal(none, SealMode.REQUIRE));
  }

  private static UnusableKeyException refused(String... entries) {
    UnusableKeyException refusal =
        catchThrowableOfType(UnusableKeyException.class, () -> KeyRing.of(List.of(entries)));
    assertThat(refusal).isNotNull();
    for (String entry : entries) {
      String secret = entry.substring(entry.indexOf(':') + 1);
      if (secret.length() > 2) {
        assertThat(refusal.getMessage() + refusal.remedy()).doesNotContain(secret);
      }
    }
    return refusal;
  }

  private static String random(int size) {
    return Base64.getEncoder().encodeToString(randomBytes(size));
  }

  private static String hex(int size) {
    return HexFormat.of().formatHex(randomBytes(size));
  }

  private static byte[] randomBytes(int size) {
    byte[] bytes = new byte[size];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
