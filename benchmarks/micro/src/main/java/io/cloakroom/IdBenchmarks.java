package io.cloakroom;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What a session's id costs: for a new session, and at the beginning of each request.
 *
 * <p>It is in this package for the sake of {@link SessionKey#of(byte[])}.
 */
@State(Scope.Benchmark)
public class IdBenchmarks {

  private final String ticket = SessionId.random().value();
  private final String key = SessionId.random().key().value();
  private final byte[] secret = new byte[32];

  /** Random bits, their text, and the key. */
  @Benchmark
  public SessionId random() {
    return SessionId.random();
  }

  /** From what a cookie holds to the key. */
  @Benchmark
  public @Nullable SessionId parse() {
    return SessionId.parse(ticket);
  }

  /** The part of both that is the key. */
  @Benchmark
  public SessionKey hash() {
    return SessionKey.of(secret);
  }

  @Benchmark
  public @Nullable SessionKey parseKey() {
    return SessionKey.parse(key);
  }
}
