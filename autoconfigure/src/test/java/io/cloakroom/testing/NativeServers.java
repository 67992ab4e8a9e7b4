package io.cloakroom.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Servers as processes of this machine. */
final class NativeServers {

  private static final String MARIADB_REMEDY = "apt-get install mariadb-server";

  private NativeServers() {}

  static Endpoint redis() {
    NativeServer server = NativeServer.redis();
    return new Endpoint("127.0.0.1", server.port(), "native redis-server");
  }

  static Endpoint memcached() {
    NativeServer server = NativeServer.memcached();
    return new Endpoint("127.0.0.1", server.port(), "native memcached");
  }

  static Endpoint postgres() {
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "off")
              .setServerConfig("max_connections", "300")
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
      return new Endpoint(
          "127.0.0.1", server.getPort(), "postgres", "", "postgres", "embedded PostgreSQL");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Endpoint mariadb() {
    String server = installed("mariadbd");
    String installer = installed("mariadb-install-db");
    Path folder = Binaries.temporaryFolder("mariadb");
    String user = "--user=" + System.getProperty("user.name");
    String data = "--datadir=" + folder.resolve("data");
    Binaries.run(
        List.of(
            installer,
            "--no-defaults",
            user,
            data,
            "--skip-name-resolve",
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            "--force"));
    Path init = folder.resolve("init.sql");
    try {
      Files.writeString(
          init,
          """
          CREATE DATABASE test;
          CREATE USER test@'%' IDENTIFIED BY 'test';
          GRANT ALL ON *.* TO test@'%';
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int port = Binaries.freePort();
    NativeServer.start(
        List.of(
            server,
            "--no-defaults",
            user,
            data,
            "--bind-address=127.0.0.1",
            "--port=" + port,
            "--socket=" + folder.resolve("s"),
            "--pid-file=" + folder.resolve("pid"),
            "--skip-name-resolve",
            "--init-file=" + init,
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-buffer-pool-size=64M"),
        port,
        folder);
    return new Endpoint("127.0.0.1", port, "test", "test", "test", "native mariadbd");
  }

  private static String installed(String program) {
    return Binaries.find(program)
        .orElseThrow(
            () -> new IllegalStateException(program + " is not installed: " + MARIADB_REMEDY));
  }

  private static void close(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException e) {
      // The virtual machine is ending, and the server with it.
    }
  }
}
