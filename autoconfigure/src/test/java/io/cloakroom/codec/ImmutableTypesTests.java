package io.cloakroom.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What need not be encoded again to see whether it was changed in place. */
class ImmutableTypesTests {

  @Test
  void recordOfFinalValuesIsImmutable() {
    User user = new User("Ada", UUID.randomUUID(), Instant.EPOCH, TimeUnit.DAYS, 3);

    assertThat(List.of(user, new Holder(user), new Node("a", new Node("b", null)), new Nothing()))
        .allMatch(ImmutableTypes::contains)
        .noneMatch(ImmutableTypes::isSingle);
  }

  @Test
  void recordInWhichAnythingElseMayHideIsNot() {
    assertThat(
            List.of(
                new Price(BigDecimal.ONE),
                new Any("text"),
                new Comparing("text"),
                new Generic<>("text"),
                new Numbers(new int[0]),
                new Items(List.of()),
                new Deep(new Items(List.of())),
                new Left("a", new Right(null, new int[0]))))
        .noneMatch(ImmutableTypes::contains);
  }

  record User(String name, UUID id, Instant since, TimeUnit unit, int visits) {}

  record Holder(User user) {}

  record Node(String name, @Nullable Node next) {}

  record Nothing() {}

  /** Somebody may have extended BigDecimal. */
  record Price(BigDecimal amount) {}

  record Any(Object value) {}

  record Comparing(Comparable<String> value) {}

  record Generic<T>(T value) {}

  @SuppressWarnings("ArrayRecordComponent")
  record Numbers(int[] numbers) {}

  record Items(List<String> items) {}

  record Deep(Items items) {}

  record Left(String name, @Nullable Right right) {}

  @SuppressWarnings("ArrayRecordComponent")
  record Right(@Nullable Left left, int[] numbers) {}
}
