package io.cloakroom.benchmarks.comparison;

/** Copies rows. */
final class PostgresCopies implements SessionCopies {

  private static final int BATCH = 50_000;

  /** Two hours: past, and a multiple of what expiry is rounded to. */
  private static final long PAST_MILLIS = 7_200_000;

  private final PostgresServer server;
  private final PostgresTables tables;
  private int last;

  PostgresCopies(PostgresServer server, PostgresTables tables) {
    this.server = server;
    this.tables = tables;
  }

  @Override
  public void addLive(int number) {
    add(number, 0);
  }

  @Override
  public void addExpired(int number) {
    add(number, PAST_MILLIS);
  }

  @Override
  public SessionCount count() {
    long all = server.number("SELECT count(*) FROM " + tables.table());
    long live =
        server.number("SELECT count(*) FROM %s WHERE %s".formatted(tables.table(), tables.live()));
    return new SessionCount(live, all - live);
  }

  @Override
  public long removed() {
    return server.number(
        "SELECT n_tup_del FROM pg_stat_user_tables WHERE relname = '" + tables.table() + "'");
  }

  @Override
  public boolean isRemoving() {
    return removed() > 0
        || server.number(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE state = 'active' AND query ILIKE 'DELETE FROM %s%%'
                """
                    .formatted(tables.table()))
            > 0;
  }

  private void add(int number, long olderMillis) {
    int end = last + number;
    while (last < end) {
      int first = last + 1;
      last = Math.min(last + BATCH, end);
      for (String copy : tables.copies()) {
        server.run(copy.formatted(first, last, olderMillis));
      }
    }
    server.settle();
  }
}
