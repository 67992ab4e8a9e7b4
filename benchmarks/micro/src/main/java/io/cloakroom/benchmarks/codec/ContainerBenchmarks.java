package io.cloakroom.benchmarks.codec;

import io.cloakroom.SessionId;
import io.cloakroom.SessionKey;
import io.cloakroom.container.AttributeContainer;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What the relational store does with its column, before any attribute is decoded and after one was
 * encoded; through its repository it would be lost in what the database costs.
 */
@State(Scope.Benchmark)
public class ContainerBenchmarks {

  @Param({"BEANS", "CART"})
  Payload payload;

  private final SessionKey key = SessionId.random().key();
  private Map<String, byte[]> encoded;
  private Set<String> changed;
  private String column;

  @Setup
  public void prepare() {
    encoded = Format.CLOAKROOM_JSON.encode(payload.attributes());
    changed = Set.of(encoded.keySet().iterator().next());
    column = join();
    Map<String, byte[]> split = split();
    if (split == null || !split.keySet().equals(encoded.keySet())) {
      throw new IllegalStateException("The column does not hold what was joined: " + payload);
    }
  }

  @Benchmark
  public String join() {
    return AttributeContainer.join(key, encoded, changed);
  }

  @Benchmark
  public @Nullable Map<String, byte[]> split() {
    return AttributeContainer.split(column);
  }
}
