package io.cloakroom.repository.jdbc;

import io.cloakroom.SessionKey;
import io.cloakroom.repository.ExpiryQueue;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Finds expired sessions by their bucket; only buckets that are past are read. */
record JdbcExpiryQueue(SessionTable table) implements ExpiryQueue {

  /** Enough for so many nodes at once; a proxy may read from where no hit is ever seen. */
  private static final int ROUNDS = 10;

  @Override
  public List<Expired> claim(int limit, Duration lease) {
    long leaseMillis = StoreMillis.of(lease);
    NamedQuery claimMany = table.sql().claimMany();
    return table
        .runner()
        .run(
            "claim",
            connection ->
                claimMany == null
                    ? claimEach(connection, limit, leaseMillis)
                    : expired(
                        table.rows(
                            connection,
                            claimMany,
                            Map.of("limit", (long) limit, "lease", leaseMillis))));
  }

  @Override
  public void forget(Collection<SessionKey> claimed) {
    if (claimed.isEmpty()) {
      return;
    }
    Object keys = table.dialect().keys(claimed.stream().sorted().toList());
    table
        .runner()
        .run(
            "forget",
            connection ->
                SessionTable.execute(connection, table.sql().forget(), Map.of("keys", keys)));
  }

  /**
   * Whoever hits a row has it. What was read before cannot change, since it is not live. All nodes
   * read the same rows first: what others were faster to hit is made up for, as long as more are
   * due.
   */
  private List<Expired> claimEach(Connection connection, int limit, long lease)
      throws SQLException {
    List<SessionRow> won = new ArrayList<>();
    List<SessionRow> due;
    int wanted;
    int rounds = 0;
    do {
      wanted = limit - won.size();
      due = table.rows(connection, table.sql().due(), Map.of("limit", (long) wanted));
      for (SessionRow row : due) {
        if (isHit(connection, row, lease)) {
          won.add(row);
        }
      }
    } while (due.size() == wanted && won.size() < limit && ++rounds < ROUNDS);
    return expired(won);
  }

  private boolean isHit(Connection connection, SessionRow row, long lease) throws SQLException {
    Map<String, Object> values = Map.of("key", row.session().key().value(), "lease", lease);
    return SessionTable.execute(connection, table.sql().claim(), values) == 1;
  }

  private static List<Expired> expired(List<SessionRow> rows) {
    return rows.stream().map(row -> new Expired(row.session().key(), row.session())).toList();
  }
}
