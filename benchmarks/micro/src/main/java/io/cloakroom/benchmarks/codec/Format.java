package io.cloakroom.benchmarks.codec;

import io.cloakroom.AttributeCodec;
import io.cloakroom.codec.ClassAllowList;
import io.cloakroom.codec.CompressingAttributeCodec;
import io.cloakroom.codec.JdkAttributeCodec;
import io.cloakroom.codec.json.JacksonAttributeCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The ways to turn attributes into bytes that are compared. */
public enum Format {
  /** JDK serialization without any check: what all others are compared with. */
  JDK {
    @Override
    public AttributeCodec codec() {
      return new PlainJdkCodec();
    }
  },
  CLOAKROOM_JAVA {
    @Override
    public AttributeCodec codec() {
      return new JdkAttributeCodec(allowed(), Format.class.getClassLoader());
    }
  },
  CLOAKROOM_JSON {
    @Override
    public AttributeCodec codec() {
      return new JacksonAttributeCodec(allowed(), Format.class.getClassLoader(), Map.of());
    }
  },
  /** With {@code cloakroom.serialization.compress-above=2KB}. */
  CLOAKROOM_JSON_COMPRESSED {
    @Override
    public AttributeCodec codec() {
      return new CompressingAttributeCodec(CLOAKROOM_JSON.codec(), 2048);
    }
  },
  SPRING_DATA_REDIS {
    @Override
    public AttributeCodec codec() {
      return new SpringDataRedisCodec();
    }
  };

  /** Returns a new codec. */
  public abstract AttributeCodec codec();

  /** Encodes each attribute, in their order. */
  public Map<String, byte[]> encode(Map<String, Object> attributes) {
    AttributeCodec codec = codec();
    Map<String, byte[]> encoded = new LinkedHashMap<>();
    attributes.forEach((name, value) -> encoded.put(name, codec.encode(name, value)));
    return encoded;
  }

  private static ClassAllowList allowed() {
    return new ClassAllowList(Set.of(Format.class.getPackageName()));
  }
}
