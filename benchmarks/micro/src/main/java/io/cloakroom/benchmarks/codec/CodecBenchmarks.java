package io.cloakroom.benchmarks.codec;

import io.cloakroom.AttributeCodec;
import java.util.Arrays;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** All attributes of a session into bytes, and back. */
@State(Scope.Benchmark)
public class CodecBenchmarks {

  @Param Payload payload;
  @Param Format format;

  private AttributeCodec codec;
  private Map<String, Object> values;
  private Map<String, byte[]> encoded;

  @Setup
  public void prepare() {
    codec = format.codec();
    values = payload.attributes();
    encoded = format.encode(values);
    values.forEach(this::checkComesBack);
  }

  @Benchmark
  public void encode(Blackhole sink) {
    values.forEach((name, value) -> sink.consume(codec.encode(name, value)));
  }

  @Benchmark
  public void decode(Blackhole sink) {
    encoded.forEach((name, bytes) -> sink.consume(codec.decode(name, bytes)));
  }

  /** What loses something would be fast for the wrong reason. */
  private void checkComesBack(String name, Object value) {
    AttributeCodec exact = Format.CLOAKROOM_JSON.codec();
    Object back = codec.decode(name, codec.encode(name, value));
    if (!Arrays.equals(exact.encode(name, value), exact.encode(name, back))) {
      throw new IllegalStateException(format + " does not read '" + name + "' as it was written");
    }
  }
}
