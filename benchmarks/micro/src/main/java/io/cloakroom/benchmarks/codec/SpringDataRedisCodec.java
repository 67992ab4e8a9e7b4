package io.cloakroom.benchmarks.codec;

import java.util.Objects;
import org.springframework.data.redis.serializer.GenericJacksonJsonRedisSerializer;
import org.springframework.security.jackson.SecurityJacksonModules;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/** The JSON serializer of Spring Data Redis with the modules of Spring Security. */
final class SpringDataRedisCodec extends ComparedCodec {

  private final GenericJacksonJsonRedisSerializer serializer =
      GenericJacksonJsonRedisSerializer.builder()
          .enableDefaultTyping(allowed().build())
          .customize(
              mapper ->
                  mapper.addModules(
                      SecurityJacksonModules.getModules(
                          SpringDataRedisCodec.class.getClassLoader(), allowed())))
          .build();

  @Override
  public byte[] encode(String name, Object value) {
    return serializer.serialize(value);
  }

  @Override
  public Object decode(String name, byte[] encoded) {
    return Objects.requireNonNull(serializer.deserialize(encoded));
  }

  private static BasicPolymorphicTypeValidator.Builder allowed() {
    return BasicPolymorphicTypeValidator.builder()
        .allowIfSubType("java.")
        .allowIfSubType("org.springframework.security.")
        .allowIfSubType(SpringDataRedisCodec.class.getPackageName() + ".");
  }
}
