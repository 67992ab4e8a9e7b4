package io.cloakroom.repository.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.benchmarks.codec.Format;
import io.cloakroom.benchmarks.codec.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What becomes of the fields of a hash that Redis returned, before any attribute is decoded.
 *
 * <p>It is in this package for the sake of {@link StoredSession}.
 */
@State(Scope.Benchmark)
public class HashBenchmarks {

  private static final long NOW = 1_790_000_000_000L;

  @Param({"BEANS", "STRINGS"})
  Payload payload;

  private final SessionKey key = SessionId.random().key();
  private final List<byte[]> hash = new ArrayList<>();

  @Setup
  public void prepare() {
    Map<String, byte[]> encoded = Format.CLOAKROOM_JSON.encode(payload.attributes());
    add("m", (NOW + " " + NOW + " 1800000 61500 0 3600000 0").getBytes(UTF_8));
    add("n", "7".getBytes(UTF_8));
    add("l", "lineage-of-22-letters.".getBytes(UTF_8));
    encoded.forEach((name, bytes) -> add(":" + name, bytes));
    SessionRecord read = hashToRecord();
    if (read == null || !read.attributes().equals(encoded)) {
      throw new IllegalStateException("The record does not hold what was in the hash: " + payload);
    }
  }

  @Benchmark
  public @Nullable SessionRecord hashToRecord() {
    StoredSession stored = StoredSession.of(hash);
    return stored == null ? null : stored.toRecord(key, NOW);
  }

  private void add(String field, byte[] value) {
    hash.add(field.getBytes(UTF_8));
    hash.add(value);
  }
}
