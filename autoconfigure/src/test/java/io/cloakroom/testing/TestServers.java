package io.cloakroom.testing;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Real servers for tests, each started once in this virtual machine, when it is first asked for.
 *
 * <p>For each server, in this order: the one that {@code TEST_REDIS_URL}, {@code
 * TEST_MEMCACHED_URL}, {@code TEST_POSTGRES_URL}, {@code TEST_MARIADB_URL} or {@code
 * TEST_MYSQL_URL} names; a container, if a Docker engine answers; a native process. {@code
 * TEST_SERVERS=docker} or {@code native} keeps to one of the latter. If none can be had, the test
 * fails with what was tried and what would help.
 */
public final class TestServers {

  private static final Logger log = LoggerFactory.getLogger(TestServers.class);
  private static final String WAY = System.getenv().getOrDefault("TEST_SERVERS", "auto");
  private static final Map<String, Supplier<Endpoint>> SERVERS = new ConcurrentHashMap<>();
  private static final Set<String> NAMED = ConcurrentHashMap.newKeySet();
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private TestServers() {}

  /** Returns a Redis that all tests share, so each uses names of its own. */
  public static Endpoint redis() {
    return server("redis", Containers::redis, NativeServers::redis);
  }

  /** Returns a Memcached that all tests share, so each uses names of its own. */
  public static Endpoint memcached() {
    return server("memcached", Containers::memcached, NativeServers::memcached);
  }

  /** Returns a database of its own on a PostgreSQL that all tests share. */
  public static Endpoint freshPostgres() {
    return fresh("postgresql", server("postgres", Containers::postgres, NativeServers::postgres));
  }

  /**
   * Returns a database of its own on a MariaDB that all tests share. Without a Docker engine it
   * needs a Debian package: if that is missing too, the test is named as not run, but with {@code
   * CI=true} it fails.
   */
  public static Endpoint freshMariadb() {
    return fresh("mariadb", orSkip("mariadb", Containers::mariadb, NativeServers::mariadb));
  }

  /**
   * Returns a database of its own on a MySQL that all tests share. There is no package of it that
   * Debian has: without a Docker engine the test is named as not run, but with {@code
   * TEST_SERVERS=docker} it fails.
   */
  public static Endpoint freshMysql() {
    return fresh(
        "mysql",
        orSkip(
            "mysql",
            Containers::mysql,
            () -> {
              throw new IllegalStateException("no native MySQL is known");
            }));
  }

  private static Endpoint orSkip(
      String name, Supplier<Endpoint> container, Supplier<Endpoint> process) {
    try {
      return server(name, container, process);
    } catch (IllegalStateException e) {
      boolean ci = Boolean.parseBoolean(System.getenv("CI"));
      boolean mustRun = WAY.equals("docker") || (ci && name.equals("mariadb"));
      if (mustRun) {
        throw e;
      }
      if (NAMED.add(name)) {
        log.warn("NOT TESTED on {}: {}", name, e.getMessage());
      }
      return Assumptions.abort(String.valueOf(e.getMessage()));
    }
  }

  private static Endpoint server(
      String name, Supplier<Endpoint> container, Supplier<Endpoint> process) {
    return SERVERS.computeIfAbsent(name, first -> remembered(name, container, process)).get();
  }

  private static Supplier<Endpoint> remembered(
      String name, Supplier<Endpoint> container, Supplier<Endpoint> process) {
    List<String> tried = new ArrayList<>();
    long began = System.nanoTime();
    Optional<Endpoint> found =
        external(name)
            .or(() -> attempt("Docker", !WAY.equals("native"), container, tried))
            .or(() -> attempt("native", !WAY.equals("docker"), process, tried));
    if (found.isEmpty()) {
      return () -> {
        throw new IllegalStateException(
            "No %s for the tests. Tried (TEST_SERVERS=%s): %s. Any of these helps: a Docker engine; the package; TEST_%s_URL=scheme://user:password@host:port/database"
                .formatted(name, WAY, String.join("; ", tried), name.toUpperCase(Locale.ROOT)));
      };
    }
    Endpoint server = found.get();
    log.info(
        "{}: {} at {}:{}, ready in {} ms",
        name,
        server.origin(),
        server.host(),
        server.port(),
        (System.nanoTime() - began) / 1_000_000);
    return () -> server;
  }

  private static Optional<Endpoint> attempt(
      String way, boolean wanted, Supplier<Endpoint> start, List<String> tried) {
    if (!wanted) {
      return Optional.empty();
    }
    try {
      return Optional.of(start.get());
    } catch (RuntimeException | LinkageError e) {
      tried.add(way + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<Endpoint> external(String name) {
    String variable = "TEST_" + name.toUpperCase(Locale.ROOT) + "_URL";
    return Optional.ofNullable(System.getenv(variable))
        .map(URI::create)
        .map(
            uri -> {
              String user = uri.getUserInfo() == null ? "" : uri.getUserInfo();
              int colon = user.indexOf(':');
              return new Endpoint(
                  uri.getHost(),
                  uri.getPort(),
                  colon < 0 ? user : user.substring(0, colon),
                  colon < 0 ? "" : user.substring(colon + 1),
                  uri.getPath().replaceFirst("/", ""),
                  variable);
            });
  }

  private static Endpoint fresh(String scheme, Endpoint server) {
    String name = "t" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
    try (Connection connection =
            DriverManager.getConnection(server.jdbcUrl(scheme), server.user(), server.password());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("No database could be made on " + server.origin(), e);
    }
    return server.withDatabase(name);
  }
}
