package io.cloakroom.repository.jdbc;

import io.cloakroom.NewSession;
import io.cloakroom.SessionChanges;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.repository.ExpiryQueue;
import io.cloakroom.repository.PrincipalIndex;
import io.cloakroom.repository.SessionCatalog;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.Touch;
import io.cloakroom.repository.TouchPolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps sessions in a table of H2, PostgreSQL, MariaDB or MySQL; which one it is, it finds out.
 *
 * <p>It never takes part in the application's transactions: each operation borrows a connection
 * from the data source that it was given, and commits by itself. Each is one statement, except an
 * update that meets another writer, and, on databases that cannot return what they wrote, a claim
 * and a deletion of several sessions.
 *
 * <p>Attributes that were tampered with, so that they are not a JSON object any more, are absent to
 * readers, and stay as they are: changes of such attributes are refused. An idle timeout that
 * changes takes the slack of this node's {@link TouchPolicy} with it; otherwise a session keeps
 * that of the node that wrote it.
 */
public final class JdbcSessionRepository implements SessionRepository, AutoCloseable {

  private final DataSource dataSource;
  private final SessionTable table;
  private final SessionSql sql;
  private final StatementRunner runner;
  private final TouchPolicy touches;

  /**
   * Makes a repository. The table must exist when it is first used, see {@link JdbcSchema}.
   *
   * @param dataSource a {@link SessionPool}, which is closed with this repository, or any other,
   *     which is not; what makes it take part in transactions is taken off
   * @param settings table and times
   * @throws io.cloakroom.SessionStoreUnavailableException if the database cannot be reached
   * @throws IllegalArgumentException if the database is none of those above
   */
  public JdbcSessionRepository(DataSource dataSource, JdbcSettings settings) {
    this.dataSource = SessionPool.unwrap(dataSource);
    DatabaseIdentity database = DatabaseIdentity.of(this.dataSource);
    this.touches = settings.touches();
    this.runner = new StatementRunner(this.dataSource, database.store(), settings.commandTimeout());
    this.sql =
        SessionSql.of(
            database.dialect(), database.qualified(settings), settings.expiryBucket().toMillis());
    this.table = new SessionTable(database.dialect(), sql, runner, new UnreadableRows());
  }

  @Override
  public @Nullable SessionRecord insert(NewSession session) {
    SessionInsert insert = new SessionInsert(session, touches);
    Map<String, @Nullable Object> values = insert.values();
    Long now = runner.runOrNull("insert", connection -> insertUnlessTaken(connection, values));
    return now == null ? null : insert.stored(now);
  }

  @Override
  public @Nullable SessionRecord find(SessionKey key) {
    Map<String, @Nullable Object> values = Map.of("key", key.value());
    SessionRow row =
        runner.runOrNull("find", connection -> table.row(connection, sql.find(), values));
    return row == null ? null : row.session();
  }

  /**
   * {@inheritDoc}
   *
   * <p>The result has the time of the statement that wrote; its other instants are those that were
   * read before.
   */
  @Override
  public @Nullable SessionRecord update(SessionRecord base, SessionChanges changes) {
    SessionUpdate update = new SessionUpdate(table, touches, base.key(), changes);
    return runner.runOrNull("update", connection -> update.apply(connection, base));
  }

  @Override
  public boolean rename(SessionKey from, SessionKey to) {
    Map<String, @Nullable Object> values = Map.of("key", from.value(), "to", to.value());
    return runner.run("rename", connection -> renameUnlessTaken(connection, values));
  }

  @Override
  public Set<SessionKey> delete(Collection<SessionKey> keys) {
    List<SessionKey> sorted = keys.stream().sorted().distinct().toList();
    return sorted.isEmpty()
        ? Set.of()
        : runner.run("delete", connection -> delete(connection, sorted));
  }

  @Override
  public void touch(Collection<Touch> uses) {
    SortedMap<SessionKey, Long> ago = new TreeMap<>();
    uses.forEach(use -> ago.merge(use.key(), StoreMillis.of(use.ago()), Math::min));
    if (ago.isEmpty()) {
      return;
    }
    Map<String, @Nullable Object> values = table.dialect().touches(ago);
    runner.run("touch", connection -> SessionTable.execute(connection, sql.touch(), values));
  }

  @Override
  public Optional<ExpiryQueue> expiryQueue() {
    return Optional.of(new JdbcExpiryQueue(table));
  }

  @Override
  public Optional<PrincipalIndex> principalIndex() {
    return Optional.of(new JdbcPrincipalIndex(table));
  }

  @Override
  public Optional<SessionCatalog> catalog() {
    return Optional.of(new JdbcSessionCatalog(table));
  }

  /** Closes the pool, if it is a {@link SessionPool}. */
  @Override
  public void close() {
    if (dataSource instanceof SessionPool pool) {
      pool.close();
    }
  }

  private @Nullable Long insertUnlessTaken(
      Connection connection, Map<String, @Nullable Object> values) throws SQLException {
    try {
      return table.write(connection, sql.insert(), values);
    } catch (SQLException e) {
      if (StatementRunner.isDuplicateKey(e)) {
        return null;
      }
      throw e;
    }
  }

  private boolean renameUnlessTaken(Connection connection, Map<String, @Nullable Object> values)
      throws SQLException {
    try {
      return SessionTable.execute(connection, sql.rename(), values) == 1;
    } catch (SQLException e) {
      if (StatementRunner.isDuplicateKey(e)) {
        return false;
      }
      throw e;
    }
  }

  private Set<SessionKey> delete(Connection connection, List<SessionKey> keys) throws SQLException {
    NamedQuery deleteMany = sql.deleteMany();
    if (deleteMany != null) {
      Map<String, @Nullable Object> values = Map.of("keys", table.dialect().keys(keys));
      return new HashSet<>(SessionTable.keys(connection, deleteMany, values));
    }
    Set<SessionKey> ended = new HashSet<>();
    for (SessionKey key : keys) {
      if (SessionTable.execute(connection, sql.delete(), Map.of("key", key.value())) == 1) {
        ended.add(key);
      }
    }
    return ended;
  }
}
