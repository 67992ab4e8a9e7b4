package io.cloakroom.autoconfigure;

import io.cloakroom.SessionStoreUnavailableException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Finds the Redis that the application has, and waits for the first answer of it. */
final class RedisAccess {

  private static final int FIRST_TRIES = 10;

  private RedisAccess() {}

  /**
   * Finds it.
   *
   * @param setting that asks for Redis, and its value
   * @param marked connection factory that is for sessions
   * @param application those that are for anything
   */
  static RedisServer server(
      String setting,
      @Nullable RedisConnectionFactory marked,
      ObjectProvider<RedisConnectionFactory> application,
      @Nullable SslBundles sslBundles,
      Environment environment) {
    RedisConnectionFactory chosen = marked != null ? marked : application.getIfUnique();
    if (chosen instanceof LettuceConnectionFactory lettuce) {
      return RedisServer.of(lettuce);
    }
    if (chosen == null && application.stream().findAny().isPresent()) {
      throw new StoreStartException(
          setting + ", and the application has several RedisConnectionFactory beans.",
          "Mark the one that leads to the sessions' Redis with @SessionRedis.");
    }
    return RedisServer.of(
        Binder.get(environment).bindOrCreate("spring.data.redis", RedisServerProperties.class),
        sslBundles);
  }

  /** The first connection of a virtual machine takes longer than any command may. */
  static void connect(Runnable question) {
    for (int attempt = 1; ; attempt++) {
      try {
        question.run();
        return;
      } catch (SessionStoreUnavailableException e) {
        if (attempt == FIRST_TRIES) {
          throw e;
        }
      }
    }
  }

  /** Says that it cannot be used. */
  static StoreStartException unusable(String setting, RedisServer server, Exception e) {
    return new StoreStartException(
        "%s, but %s cannot be used: %s".formatted(setting, server, e.getMessage()),
        "Start Redis there, or correct spring.data.redis.* (host, port, url, username, password, ssl).",
        e);
  }
}
