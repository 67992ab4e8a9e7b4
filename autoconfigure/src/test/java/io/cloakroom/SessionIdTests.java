package io.cloakroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionIdTests {

  @Test
  void idIsReadAsItWasWritten() {
    SessionId id = SessionId.random();

    assertThat(id.value()).hasSize(43).matches("[A-Za-z0-9_-]+");
    assertThat(SessionId.parse(id.value())).isEqualTo(id);
    assertThat(Objects.requireNonNull(SessionId.parse(id.value())).key()).isEqualTo(id.key());
  }

  @Test
  void hostBoundIdIsReadAsItWasWritten() {
    SessionId id = SessionId.random().rotate(true);

    assertThat(id.value()).matches("__Host-[A-Za-z0-9_-]{43}");
    assertThat(id.isHostBound()).isTrue();
    assertThat(SessionId.parse(id.value())).isEqualTo(id);
    assertThat(id.rotate().isHostBound()).isTrue();
    assertThat(id.rotate(false).isHostBound()).isFalse();
    assertThat(id.rotate(false).key().shard()).isEqualTo(id.key().shard());
  }

  @Test
  void hostBoundIdIsAnotherThanItsCharacters() {
    SessionId bound = SessionId.random().rotate(true);
    SessionId same = Objects.requireNonNull(SessionId.parse(bound.value().substring(7)));

    assertThat(same.key()).isNotEqualTo(bound.key());
    assertThat(same.key().shard()).isEqualTo(bound.key().shard());
  }

  @Test
  void idsAndKeysDiffer() {
    Set<Object> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      SessionId id = SessionId.random();
      assertThat(seen.add(id.value())).isTrue();
      assertThat(seen.add(id.key())).isTrue();
    }
  }

  @Test
  void rotationKeepsTheShardAndNothingElse() {
    for (int i = 0; i < 100; i++) {
      SessionId id = SessionId.random();
      SessionId rotated = id.rotate();

      assertThat(rotated).isNotEqualTo(id);
      assertThat(rotated.key().shard()).isEqualTo(id.key().shard());
      assertThat(rotated.value().substring(2)).isNotEqualTo(id.value().substring(2));
    }
  }

  @Test
  void keyDoesNotContainTheId() {
    SessionId id = SessionId.random();

    assertThat(id.key().value()).hasSize(45).doesNotContain(id.value().substring(2, 20));
    assertThat(id.toString()).isEqualTo(id.key().value());
    assertThat(SessionId.parse(id.key().value())).isNull();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "x",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\u0000",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\u00e9",
        "{slot}AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void whatIsNotExactlyAnIdIsNone(String value) {
    assertThat(SessionId.parse(value)).isNull();
  }

  @Test
  void secondSpellingOfAnIdIsNone() {
    String value = SessionId.random().value();
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = alphabet.indexOf(value.charAt(42));

    String other = value.substring(0, 42) + alphabet.charAt(last ^ 1);

    assertThat(SessionId.parse(other)).isNull();
  }

  @Test
  void keyOfAnotherFormIsRefused() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new SessionKey("../etc"))
        .withMessageContaining("'../etc'");
  }
}
