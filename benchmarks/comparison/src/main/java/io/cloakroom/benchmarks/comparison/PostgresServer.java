package io.cloakroom.benchmarks.comparison;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A PostgreSQL as it comes: each commit is on disk before it is answered. Only checkpoints may be
 * put off, since the full pages that follow one would be in the log bytes of whoever came next.
 */
final class PostgresServer implements StoreServer {

  private static final int STATEMENT_LENGTH = 100;
  private static final int LOG_FILES = 24;

  private final EmbeddedPostgres server;
  private final long pid;
  private final Connection monitor;

  PostgresServer(Path folder, boolean checkpoints) {
    try {
      Path data = Files.createTempDirectory(Files.createDirectories(folder), "postgres-");
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(true)
              // Embedded PostgreSQL turns these two off, for tests.
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              // Files of the log are used again, and not made anew, as after some time of work.
              .setServerConfig("min_wal_size", "800MB")
              .setServerConfig("shared_preload_libraries", "pg_stat_statements");
      if (!checkpoints) {
        builder.setServerConfig("checkpoint_timeout", "1d").setServerConfig("max_wal_size", "32GB");
      }
      server = builder.start();
      pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
      monitor = DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"));
      run("CREATE EXTENSION pg_stat_statements");
      run("SET pg_stat_statements.track = 'none'");
      track("none");
      prepareLog();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Makes files of the log that can be used again, as a server that has run for some time has them.
   * To make one takes long, and everybody waits meanwhile.
   */
  private void prepareLog() {
    for (int i = 0; i < LOG_FILES; i++) {
      run("SELECT pg_logical_emit_message(false, '', ''), pg_switch_wal()");
    }
    run("CHECKPOINT");
  }

  @Override
  public int port() {
    return server.getPort();
  }

  @Override
  public List<String> properties(int port) {
    return List.of(
        "spring.datasource.url=jdbc:postgresql://127.0.0.1:" + port + "/postgres",
        "spring.datasource.username=postgres",
        "spring.datasource.password=postgres");
  }

  @Override
  public StoreUse use() {
    return new StoreUse(
        ProcessTimes.ofTree(pid),
        number("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')"),
        number("SELECT coalesce(sum(n_tup_upd), 0) FROM pg_stat_user_tables"),
        number("SELECT coalesce(sum(n_tup_hot_upd), 0) FROM pg_stat_user_tables"));
  }

  @Override
  public long storedBytes() {
    return number(
        """
        SELECT coalesce(sum(pg_total_relation_size(relid)), 0) FROM pg_stat_user_tables
        WHERE relname NOT LIKE '%history%'
        """);
  }

  @Override
  public void settle() {
    run("VACUUM (ANALYZE)");
  }

  @Override
  public void startCounting() {
    track("top");
    run("SELECT pg_stat_statements_reset()");
  }

  @Override
  public void stopCounting() {
    track("none");
  }

  @Override
  public Map<String, Long> commands() {
    Map<String, Long> calls = new TreeMap<>();
    try (Statement statement = monitor.createStatement();
        ResultSet rows = statement.executeQuery("SELECT query, calls FROM pg_stat_statements")) {
      while (rows.next()) {
        String text = rows.getString(1).replaceAll("\\s+", " ").trim();
        String brief =
            text.length() > STATEMENT_LENGTH ? text.substring(0, STATEMENT_LENGTH) + "..." : text;
        // A prepared COMMIT is counted the first time only, so it is left out.
        if (brief.equals("COMMIT")) {
          continue;
        }
        calls.merge(brief, rows.getLong(2), Long::sum);
      }
      return calls;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String description() {
    return "PostgreSQL %s (fsync %s, synchronous_commit %s, full_page_writes %s)"
        .formatted(
            text("SHOW server_version"),
            text("SHOW fsync"),
            text("SHOW synchronous_commit"),
            text("SHOW full_page_writes"));
  }

  @Override
  public double pingMillis(int by) {
    String url = "jdbc:postgresql://127.0.0.1:" + by + "/postgres";
    try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
        Statement statement = connection.createStatement()) {
      return Pings.median(() -> ping(statement));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void track(String which) {
    run("ALTER SYSTEM SET pg_stat_statements.track = '" + which + "'");
    run("SELECT pg_reload_conf()");
    run("SELECT pg_sleep(0.3)");
  }

  private static void ping(Statement statement) {
    try {
      statement.execute("SELECT 1");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void run(String sql) {
    try (Statement statement = monitor.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  long number(String sql) {
    return (long) Double.parseDouble(text(sql));
  }

  String text(String sql) {
    try (Statement statement = monitor.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() {
    try {
      monitor.close();
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
