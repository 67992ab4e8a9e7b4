package io.cloakroom.repository.redis;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.cluster.SlotHash;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How shards spread over a Cluster whose masters have equal ranges of slots. */
class RedisKeysTests {

  private static final RedisKeys KEYS = new RedisKeys("cloakroom");

  @ParameterizedTest
  @CsvSource({"2, 130", "3, 89", "4, 66", "6, 51", "8, 34", "12, 28", "16, 23", "32, 12"})
  void noMasterHasManyMoreShardsThanTheOthers(int masters, int most) {
    Map<Integer, Integer> shards =
        shards().stream()
            .collect(
                groupingBy(
                    shard -> slot(shard) * masters / SlotHash.SLOT_COUNT, summingInt(shard -> 1)));

    assertThat(shards.values().stream().max(Integer::compare)).contains(most);
  }

  @Test
  void eachShardHasASlotOfItsOwn() {
    assertThat(shards().stream().map(RedisKeysTests::slot)).doesNotHaveDuplicates();
  }

  private static List<String> shards() {
    return IntStream.range(0, RedisKeys.SHARDS)
        .mapToObj(shard -> HexFormat.of().toHexDigits((byte) shard))
        .toList();
  }

  private static int slot(String shard) {
    return SlotHash.getSlot(KEYS.expiry(shard));
  }
}
