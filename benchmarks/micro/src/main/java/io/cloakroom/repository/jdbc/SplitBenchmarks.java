package io.cloakroom.repository.jdbc;

import io.cloakroom.SessionId;
import io.cloakroom.benchmarks.codec.Format;
import io.cloakroom.benchmarks.codec.Payload;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What the relational store does with its column before any attribute is decoded.
 *
 * <p>It is in this package for the sake of {@link AttributeContainer}: through the public {@link
 * JdbcSessionRepository} it would be lost in what the database costs.
 */
@State(Scope.Benchmark)
public class SplitBenchmarks {

  @Param Payload payload;

  private String column;

  @Setup
  public void join() {
    Map<String, byte[]> encoded = Format.CLOAKROOM_JSON.encode(payload.attributes());
    column = AttributeContainer.join(SessionId.random().key(), encoded, encoded.keySet());
    Map<String, byte[]> split = AttributeContainer.split(column);
    if (split == null || !split.keySet().equals(encoded.keySet())) {
      throw new IllegalStateException("The column does not hold what was joined: " + payload);
    }
  }

  @Benchmark
  public @Nullable Map<String, byte[]> split() {
    return AttributeContainer.split(column);
  }
}
