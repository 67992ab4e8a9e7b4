package io.cloakroom.codec.fuzz;

import io.cloakroom.AttributeCodec;
import io.cloakroom.codec.AttributeFormat;
import io.cloakroom.codec.ClassAllowList;
import io.cloakroom.codec.CompressingAttributeCodec;
import io.cloakroom.codec.JdkAttributeCodec;
import io.cloakroom.codec.MixedAttributeCodec;
import io.cloakroom.codec.json.JacksonAttributeCodec;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The codecs as an application has them, with a spy in the place of its class loader. */
final class Codecs {

  static final ClassAllowList ALLOWED = new ClassAllowList(List.of("io.cloakroom.codec.fuzz"));

  final ClassLoaderSpy spy = new ClassLoaderSpy();
  final AttributeCodec json = new JacksonAttributeCodec(ALLOWED, spy, Map.of());
  final AttributeCodec jdk = new JdkAttributeCodec(ALLOWED, spy);
  final AttributeCodec all = complete(AttributeFormat.JSON, Long.MAX_VALUE);

  /** Returns a codec that reads everything, and compresses what is larger than some bytes. */
  AttributeCodec complete(AttributeFormat format, long above) {
    return new CompressingAttributeCodec(
        new MixedAttributeCodec(json, jdk, format, Set.of()), above);
  }
}
