package io.cloakroom.repository.redis;

import static io.cloakroom.repository.redis.ScriptArguments.millis;
import static io.cloakroom.repository.redis.ScriptArguments.number;

import io.cloakroom.repository.Touch;
import java.util.Collection;
import java.util.List;

/** Notes the uses of many sessions. */
final class RedisTouches {

  private static final int AT_ONCE = 50;

  private RedisTouches() {}

  /**
   * Returns the scripts for all uses.
   *
   * @param cluster whether the keys of a script must be of one slot
   */
  static List<RedisScript.Call> scripts(
      Collection<Touch> touches, RedisKeys keys, boolean cluster) {
    return Batches.of(touches, Touch::key, cluster, AT_ONCE).stream()
        .map(batch -> script(batch, keys))
        .toList();
  }

  private static RedisScript.Call script(List<Touch> touches, RedisKeys keys) {
    return RedisScript.TOUCH.on(
        touches.stream().map(touch -> keys.session(touch.key())).toList(),
        touches.stream().map(touch -> number(millis(touch.ago()))).toList());
  }
}
