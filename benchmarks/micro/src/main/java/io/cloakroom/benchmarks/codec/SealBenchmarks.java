package io.cloakroom.benchmarks.codec;

import io.cloakroom.AttributeSeal;
import io.cloakroom.seal.AesGcmSeal;
import io.cloakroom.seal.KeyRing;
import io.cloakroom.seal.SealMode;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What encryption adds to encoding and decoding all attributes of a session. */
@State(Scope.Benchmark)
public class SealBenchmarks {

  private static final String LINEAGE = "lineage-of-22-letters.";

  @Param Payload payload;

  private AttributeSeal seal;
  private Map<String, byte[]> encoded;
  private final Map<String, byte[]> sealed = new LinkedHashMap<>();

  @Setup
  public void prepare() {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    KeyRing keys = KeyRing.of(List.of("2026-11:" + Base64.getEncoder().encodeToString(secret)));
    seal = new AesGcmSeal(keys, SealMode.SEAL);
    encoded = Format.CLOAKROOM_JSON.encode(payload.attributes());
    encoded.forEach((name, bytes) -> sealed.put(name, seal.seal(LINEAGE, name, bytes)));
  }

  @Benchmark
  public void seal(Blackhole sink) {
    encoded.forEach((name, bytes) -> sink.consume(seal.seal(LINEAGE, name, bytes)));
  }

  @Benchmark
  public void open(Blackhole sink) {
    sealed.forEach((name, bytes) -> sink.consume(seal.open(LINEAGE, name, bytes)));
  }
}
