package io.cloakroom.repository.redis;

import io.cloakroom.repository.ChangeFeed;
import java.time.Duration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Tells of changes by Redis' client tracking: it broadcasts the names of changed keys of the
 * namespace to connections that are open for that alone, one to each primary.
 */
record RedisChangeFeed(LettuceConnectionFactory factory, RedisKeys keys) implements ChangeFeed {

  @Override
  public Subscription subscribe(Listener listener, Duration maxDelay) {
    TrackingSubscription subscription =
        new TrackingSubscription(new TrackingOpener(factory, keys, listener), listener, maxDelay);
    subscription.start();
    return subscription;
  }
}
