package io.cloakroom.benchmarks.comparison;

/** Copies hashes, and the places that they have in schedules. */
final class RedisCopies implements SessionCopies {

  private static final int BATCH = 10_000;

  /** Beyond the idle timeout of 30 minutes, and within the hour for which Redis keeps them. */
  private static final long PAST_MILLIS = 45 * 60_000;

  private final RedisConnection redis;
  private final boolean cloakroom;
  private int last;
  private long keys;

  RedisCopies(RedisServer server, boolean cloakroom) {
    this.redis = server.monitor();
    this.cloakroom = cloakroom;
  }

  @Override
  public void addLive(int number) {
    add(number, 0);
  }

  @Override
  public void addExpired(int number) {
    if (!cloakroom) {
      throw new IllegalArgumentException("Redis itself removes expired sessions of Spring Session");
    }
    add(number, PAST_MILLIS);
  }

  @Override
  public SessionCount count() {
    if (!cloakroom) {
      return new SessionCount(keys(), 0);
    }
    String script = Programs.resource("count-cloakroom.lua");
    long live = 0;
    long expired = 0;
    String cursor = "0";
    do {
      String[] answer = redis.ask("EVAL", script, "0", cursor).split("\n", -1);
      cursor = answer[0];
      live += Long.parseLong(answer[1]);
      expired += Long.parseLong(answer[2]);
    } while (!cursor.equals("0"));
    return new SessionCount(live, expired);
  }

  @Override
  public long removed() {
    return keys - keys();
  }

  @Override
  public boolean isRemoving() {
    return removed() > 0;
  }

  private void add(int number, long olderMillis) {
    String script = Programs.resource(cloakroom ? "copy-cloakroom.lua" : "copy-spring-session.lua");
    int end = last + number;
    while (last < end) {
      int first = last + 1;
      last = Math.min(last + BATCH, end);
      redis.ask(
          "EVAL",
          script,
          "0",
          String.valueOf(first),
          String.valueOf(last),
          String.valueOf(olderMillis));
    }
    keys = keys();
  }

  private long keys() {
    return Long.parseLong(redis.ask("DBSIZE"));
  }
}
