package io.cloakroom.repository.jdbc;

import io.cloakroom.SessionKey;
import io.cloakroom.SessionStoreRejectedException;
import io.cloakroom.repository.PrincipalHash;
import io.cloakroom.repository.RevocationStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is denied in a table beside that of the sessions, a row each; it never takes part in
 * the application's transactions.
 *
 * <p>Each method is one statement, but for denials of what was denied before and those of a
 * principal, which are up to three, and reads, which are one for each thousand that they tell of.
 */
public final class JdbcRevocationStore implements RevocationStore, AutoCloseable {

  private static final int PAGE = 1000;
  private static final int ATTEMPTS = 3;

  private final DataSource dataSource;
  private final StatementRunner runner;
  private final RevocationSql sql;
  private final String store;
  private final Duration written;

  /**
   * Makes a store. The table must exist when it is first used, see {@link JdbcSchema}.
   *
   * @param dataSource a {@link SessionPool}, which is closed with this store, or any other, which
   *     is not; what makes it take part in transactions is taken off
   * @param settings table and time-out
   * @throws io.cloakroom.SessionStoreUnavailableException if the database cannot be reached
   * @throws IllegalArgumentException if the database is none that is supported
   */
  public JdbcRevocationStore(DataSource dataSource, JdbcSettings settings) {
    this.dataSource = SessionPool.unwrap(dataSource);
    DatabaseIdentity database = DatabaseIdentity.of(this.dataSource);
    this.store = database.store();
    this.runner = new StatementRunner(this.dataSource, store, settings.commandTimeout());
    this.sql = RevocationSql.of(database.dialect(), database.qualified(settings));
    // A row says when its statement began, and can be seen when it has been answered.
    this.written = settings.commandTimeout().multipliedBy(2);
  }

  @Override
  public void deny(SessionKey session, Duration retention) {
    Map<String, @Nullable Object> values =
        Map.of("name", session.value(), "retention", StoreMillis.of(retention));
    runner.run("deny", connection -> put(connection, sql.deny(), sql.denyAgain(), values));
  }

  @Override
  public Denial denyAll(PrincipalHash principal, @Nullable SessionKey spared, Duration retention) {
    Map<String, @Nullable Object> values =
        Map.of(
            "name",
            DeniedPage.PRINCIPAL + principal,
            "ahead",
            CLOCK_SLACK.toMillis(),
            "spared",
            new NamedQuery.Text(spared == null ? null : spared.value()),
            "retention",
            StoreMillis.of(retention));
    return runner.run(
        "deny all",
        connection -> {
          put(connection, sql.denyAll(), sql.denyAllAgain(), values);
          return denial(connection, values);
        });
  }

  @Override
  public long epoch(PrincipalHash principal) {
    Map<String, @Nullable Object> values = Map.of("name", DeniedPage.PRINCIPAL + principal);
    return runner.run("epoch", connection -> number(connection, sql.epoch(), values));
  }

  @Override
  public long read(long position, Duration back, Reader reader) {
    DeniedPage page = page(position - StoreMillis.of(back.plus(written)), "", reader);
    long readAt = page.readAt();
    if (readAt < position) {
      // The clock has fallen back: what was denied since looks older than it is.
      page = page(0, "", reader);
    }
    while (page.rows() == PAGE) {
      page = page(page.lastAt(), page.lastName(), reader);
    }
    return readAt;
  }

  @Override
  public int purge(int limit) {
    Map<String, @Nullable Object> values = Map.of("limit", (long) limit);
    return runner.run("purge", connection -> SessionTable.execute(connection, sql.purge(), values));
  }

  /** Closes the pool, if it is a {@link SessionPool}. */
  @Override
  public void close() {
    if (dataSource instanceof SessionPool pool) {
      pool.close();
    }
  }

  private DeniedPage page(long from, String after, Reader reader) {
    Map<String, @Nullable Object> values =
        Map.of("from", from, "after", after, "limit", (long) PAGE);
    return runner.run(
        "read denied", connection -> DeniedPage.read(connection, sql.read(), values, reader));
  }

  /** Writes a row that may be there or not, and may come and go meanwhile. */
  private Boolean put(
      Connection connection,
      NamedQuery insert,
      NamedQuery update,
      Map<String, @Nullable Object> values)
      throws SQLException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (insertUnlessTaken(connection, insert, values)
          || SessionTable.execute(connection, update, values) == 1) {
        return true;
      }
    }
    throw new SessionStoreRejectedException(
        "%s could not deny '%s', since its row kept coming and going; try again"
            .formatted(store, values.get("name")),
        null);
  }

  private static boolean insertUnlessTaken(
      Connection connection, NamedQuery insert, Map<String, @Nullable Object> values)
      throws SQLException {
    try {
      return SessionTable.execute(connection, insert, values) == 1;
    } catch (SQLException e) {
      if (StatementRunner.isDuplicateKey(e)) {
        return false;
      }
      throw e;
    }
  }

  private Denial denial(Connection connection, Map<String, @Nullable Object> values)
      throws SQLException {
    try (PreparedStatement statement =
            sql.denied().prepare(connection, Statement.NO_GENERATED_KEYS, values);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? DeniedPage.denial(row) : Denial.NONE;
    }
  }

  private static Long number(
      Connection connection, NamedQuery query, Map<String, @Nullable Object> values)
      throws SQLException {
    try (PreparedStatement statement =
            query.prepare(connection, Statement.NO_GENERATED_KEYS, values);
        ResultSet result = statement.executeQuery()) {
      result.next();
      return result.getLong(1);
    }
  }
}
