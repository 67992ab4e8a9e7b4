package io.cloakroom.repository.jdbc;

import io.cloakroom.NewSession;
import io.cloakroom.SessionChanges;
import io.cloakroom.SessionKey;
import io.cloakroom.SessionRecord;
import io.cloakroom.repository.ExpiryQueue;
import io.cloakroom.repository.PrincipalIndex;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.Touch;
import io.cloakroom.repository.TouchPolicy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each session in a row, its attributes as one JSON object.
 *
 * <p>Each operation is one statement by primary key. A write is guarded by the row's version: if
 * somebody else wrote meanwhile, the changes are applied to what is there now, and after two misses
 * under a lock. The instants of the records that {@link #insert} and {@link #update} return are
 * estimates, since not every database can tell them in the same round trip.
 */
public final class JdbcSessionRepository implements SessionRepository, AutoCloseable {

  private static final int TRIES_WITHOUT_LOCK = 2;

  private final Runnable closing;
  private final Database database;
  private final Dialect dialect;
  private final Statements statements;
  private final TouchPolicy touches;
  private final RowMapper rows = new RowMapper();
  private final JdbcExpiryQueue expiries;

  /**
   * Uses a table, which must be there, as {@link JdbcSchema} makes it.
   *
   * @param dataSource whose connections no transaction of the application uses
   * @param settings how to keep sessions
   * @param closing what {@link #close()} does, such as to close the data source
   * @throws IllegalStateException if the database is of an unknown kind
   * @throws io.cloakroom.SessionStoreException if it does not answer
   */
  public JdbcSessionRepository(
      DataSource dataSource, JdbcStoreSettings settings, Runnable closing) {
    this.closing = closing;
    Database unknown = new Database(dataSource, settings.commandTimeout(), "The database");
    this.dialect = unknown.run("connect", Dialect::of);
    this.database = new Database(dataSource, settings.commandTimeout(), dialect.title());
    this.statements = new Statements(dialect, settings);
    this.touches = settings.touches();
    this.expiries = new JdbcExpiryQueue(database, statements, rows);
  }

  @Override
  public @Nullable SessionRecord insert(NewSession session) {
    Map<String, byte[]> attributes = Map.copyOf(session.attributes());
    String container = AttributeContainer.join(attributes);
    Duration remaining = session.remaining();
    long ends = remaining == null ? Statements.NEVER : remaining.toMillis();
    long expires = Math.min(idleFor(session.idle(), session.unused()), ends);
    boolean inserted =
        database.run(
            "insert",
            connection -> {
              try (PreparedStatement statement = connection.prepareStatement(statements.insert)) {
                Binding.of(statement)
                    .text(session.key().value())
                    .text(session.lineage())
                    .text(session.principal())
                    .text(PrincipalHash.of(session.principal()))
                    .number(session.age().toMillis())
                    .number(session.unused().toMillis())
                    .number(session.idle().toMillis())
                    .number(touches.slack(session.idle()).toMillis())
                    .number(ends)
                    .number(expires)
                    .number(expires)
                    .text(container);
                return Duplicates.areRefused(statement);
              }
            });
    if (!inserted) {
      return null;
    }
    Instant now = Instant.now();
    return new SessionRecord(
        session.key(),
        session.lineage(),
        1,
        now.minus(session.age()),
        now.minus(session.unused()),
        remaining == null ? null : now.plus(remaining),
        now,
        session.idle(),
        session.principal(),
        attributes);
  }

  @Override
  public @Nullable SessionRecord find(SessionKey key) {
    return database.run("find", c -> read(c, statements.find, key)).orElse(null);
  }

  @Override
  public @Nullable SessionRecord update(SessionRecord base, SessionChanges changes) {
    if (changes.isEmpty()) {
      touch(List.of(new Touch(base.key(), Duration.ZERO)));
      return find(base.key());
    }
    SessionRecord current = base;
    for (int i = 0; i < TRIES_WITHOUT_LOCK && current != null; i++) {
      SessionRecord expected = current;
      Optional<SessionRecord> written =
          database.run("update", connection -> write(connection, expected, changes));
      if (written.isPresent()) {
        return written.get();
      }
      current = find(base.key());
    }
    return current == null ? null : updateLocked(base.key(), changes);
  }

  @Override
  public boolean rename(SessionKey from, SessionKey to) {
    return database.run(
        "rename",
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(statements.rename)) {
            Binding.of(statement).text(to.value()).text(from.value());
            return Duplicates.areRefused(statement);
          }
        });
  }

  @Override
  public Set<SessionKey> delete(Collection<SessionKey> keys) {
    Set<SessionKey> ended = new HashSet<>();
    if (keys.isEmpty()) {
      return ended;
    }
    List<SessionKey> ordered = keys.stream().distinct().sorted().toList();
    int[] counts =
        database.run(
            "delete", c -> Batches.run(c, statements.delete, ordered, (b, k) -> b.text(k.value())));
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        ended.add(ordered.get(i));
      }
    }
    return ended;
  }

  @Override
  public void touch(Collection<Touch> uses) {
    if (uses.isEmpty()) {
      return;
    }
    Map<SessionKey, Long> latest = new TreeMap<>();
    uses.forEach(use -> latest.merge(use.key(), use.ago().toMillis(), Math::min));
    if (dialect == Dialect.POSTGRESQL) {
      database.run("touch", connection -> touchAll(connection, latest));
    } else {
      // One commit for all, in the order of the keys, so that two nodes cannot block each other.
      database.inTransaction("touch", connection -> touchEach(connection, latest));
    }
  }

  @Override
  public Optional<ExpiryQueue> expiryQueue() {
    return Optional.of(expiries);
  }

  @Override
  public Optional<PrincipalIndex> principalIndex() {
    return Optional.of(this::ofPrincipal);
  }

  @Override
  public void close() {
    closing.run();
  }

  private @Nullable SessionRecord updateLocked(SessionKey key, SessionChanges changes) {
    return database
        .inTransaction(
            "update",
            connection -> {
              Optional<SessionRecord> locked = read(connection, statements.lock, key);
              return locked.isEmpty() ? locked : write(connection, locked.get(), changes);
            })
        .orElse(null);
  }

  private Optional<SessionRecord> read(Connection connection, String sql, SessionKey key)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Binding.of(statement).text(key.value());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(rows.record(row)) : Optional.empty();
      }
    }
  }

  /** Writes a session if it still has the version of what was read. */
  private Optional<SessionRecord> write(
      Connection connection, SessionRecord base, SessionChanges changes) throws SQLException {
    Map<String, byte[]> attributes = new HashMap<>(rows.readable(base));
    attributes.keySet().removeAll(changes.removed());
    attributes.putAll(changes.put());
    Duration idle = changes.idle() == null ? base.idle() : changes.idle();
    String principal = changes.principal() == null ? base.principal() : changes.principal().to();
    long expires = idleFor(idle, Duration.ZERO);
    try (PreparedStatement statement = connection.prepareStatement(statements.update)) {
      Binding.of(statement)
          .text(AttributeContainer.join(attributes))
          .number(idle.toMillis())
          .number(touches.slack(idle).toMillis())
          .text(principal)
          .text(PrincipalHash.of(principal))
          .number(expires)
          .number(expires)
          .text(base.key().value())
          .number(base.version());
      if (statement.executeUpdate() == 0) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new SessionRecord(
            base.key(),
            base.lineage(),
            base.version() + 1,
            base.createdAt(),
            base.readAt(),
            base.endsAt(),
            base.readAt(),
            idle,
            principal,
            Map.copyOf(attributes)));
  }

  private int touchAll(Connection connection, Map<SessionKey, Long> latest) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(statements.touchAll())) {
      Object[] keys = latest.keySet().stream().map(SessionKey::value).toArray();
      statement.setArray(1, connection.createArrayOf("text", keys));
      statement.setArray(2, connection.createArrayOf("bigint", latest.values().toArray()));
      return statement.executeUpdate();
    }
  }

  private int[] touchEach(Connection connection, Map<SessionKey, Long> latest) throws SQLException {
    return Batches.run(
        connection,
        statements.touch,
        latest.entrySet(),
        (binding, use) ->
            binding
                .number(use.getValue())
                .number(use.getValue())
                .number(use.getValue())
                .text(use.getKey().value())
                .number(use.getValue()));
  }

  private List<SessionKey> ofPrincipal(String principal) {
    return database.run(
        "find by principal",
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(statements.ofPrincipal)) {
            Binding.of(statement).text(PrincipalHash.of(principal));
            try (ResultSet found = statement.executeQuery()) {
              return RowMapper.keys(found);
            }
          }
        });
  }

  private long idleFor(Duration idle, Duration unused) {
    return idle.toMillis() <= 0
        ? Statements.NEVER
        : idle.plus(touches.slack(idle)).minus(unused).toMillis();
  }
}
