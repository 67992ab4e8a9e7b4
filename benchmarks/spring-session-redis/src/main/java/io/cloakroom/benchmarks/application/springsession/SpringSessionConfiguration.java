package io.cloakroom.benchmarks.application.springsession;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.serializer.GenericJacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.session.data.redis.config.annotation.web.http.EnableRedisHttpSession;
import org.springframework.session.data.redis.config.annotation.web.http.EnableRedisIndexedHttpSession;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/** Its default repository, or the one with an index; as JDK serialization, or as JSON. */
@Configuration(proxyBeanMethods = false)
class SpringSessionConfiguration {

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnBooleanProperty(
      name = "benchmarks.indexed",
      havingValue = false,
      matchIfMissing = true)
  @EnableRedisHttpSession
  static class DefaultRepository {}

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnBooleanProperty("benchmarks.indexed")
  @EnableRedisIndexedHttpSession
  static class IndexedRepository {}

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnBooleanProperty("benchmarks.json")
  static class Json {

    @Bean
    RedisSerializer<Object> springSessionDefaultRedisSerializer() {
      return GenericJacksonJsonRedisSerializer.builder()
          .enableDefaultTyping(
              BasicPolymorphicTypeValidator.builder()
                  .allowIfSubType("java.")
                  .allowIfSubType("io.cloakroom.benchmarks.application.")
                  .build())
          .build();
    }
  }
}
