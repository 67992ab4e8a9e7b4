package io.cloakroom.repository.redis;

import static io.cloakroom.repository.redis.ScriptArguments.millis;
import static io.cloakroom.repository.redis.ScriptArguments.number;
import static java.util.stream.Collectors.groupingBy;

import io.cloakroom.repository.Touch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Notes the uses of many sessions by few scripts, since most of a script's cost is its call. */
final class RedisTouches {

  /** While a script runs, Redis does nothing else. */
  private static final int AT_ONCE = 50;

  private RedisTouches() {}

  /**
   * Returns the scripts for all uses.
   *
   * @param cluster whether the keys of a script must be of one slot
   */
  static List<RedisScript.Call> scripts(
      Collection<Touch> touches, RedisKeys keys, boolean cluster) {
    Map<String, List<Touch>> slots =
        touches.stream().collect(groupingBy(touch -> cluster ? touch.key().shard() : ""));
    List<RedisScript.Call> scripts = new ArrayList<>();
    for (List<Touch> together : slots.values()) {
      for (List<Touch> batch : Batches.of(together, AT_ONCE)) {
        scripts.add(script(batch, keys));
      }
    }
    return scripts;
  }

  private static RedisScript.Call script(List<Touch> touches, RedisKeys keys) {
    return RedisScript.TOUCH.on(
        touches.stream().map(touch -> keys.session(touch.key())).toList(),
        touches.stream().map(touch -> number(millis(touch.ago()))).toList());
  }
}
