package io.cloakroom.benchmarks.codec;

import io.cloakroom.AttributeCodec;

/** A format of others: only what it costs to encode and to decode is asked. */
abstract class ComparedCodec implements AttributeCodec {

  @Override
  public final boolean isImmutable(Object value) {
    throw new UnsupportedOperationException("Not measured");
  }

  @Override
  public final boolean holds(byte[] encoded, Class<?> type) {
    throw new UnsupportedOperationException("Not measured");
  }
}
