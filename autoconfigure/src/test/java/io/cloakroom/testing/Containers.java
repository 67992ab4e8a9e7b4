package io.cloakroom.testing;

import java.util.Map;
import java.util.function.Function;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.JdbcDatabaseContainer;
import org.testcontainers.mariadb.MariaDBContainer;
import org.testcontainers.mysql.MySQLContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** Servers in containers, which Testcontainers ends with this virtual machine. */
final class Containers {

  private Containers() {}

  static Endpoint redis() {
    DockerImageName image = DockerImages.require("redis:8-alpine");
    GenericContainer<?> container = new GenericContainer<>(image).withExposedPorts(6379);
    container.start();
    return new Endpoint(
        container.getHost(), container.getMappedPort(6379), container.getDockerImageName());
  }

  static Endpoint memcached() {
    DockerImageName image = DockerImages.require("memcached:1.6-alpine");
    GenericContainer<?> container = new GenericContainer<>(image).withExposedPorts(11211);
    container.start();
    return new Endpoint(
        container.getHost(), container.getMappedPort(11211), container.getDockerImageName());
  }

  static Endpoint postgres() {
    return database(
        "postgres:17-alpine",
        image ->
            new PostgreSQLContainer(image)
                .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=300")
                .withTmpFs(Map.of("/var/lib/postgresql/data", "rw")));
  }

  /** Root, since tests make databases of their own. */
  static Endpoint mariadb() {
    return asRoot(
        database(
            "mariadb:11.8",
            image -> new MariaDBContainer(image).withTmpFs(Map.of("/var/lib/mysql", "rw"))));
  }

  static Endpoint mysql() {
    return asRoot(
        database(
            "mysql:9.7",
            image -> new MySQLContainer(image).withTmpFs(Map.of("/var/lib/mysql", "rw"))));
  }

  private static Endpoint asRoot(Endpoint database) {
    return new Endpoint(
        database.host(),
        database.port(),
        "root",
        database.password(),
        database.database(),
        database.origin());
  }

  private static Endpoint database(
      String image, Function<DockerImageName, JdbcDatabaseContainer<?>> make) {
    JdbcDatabaseContainer<?> container = make.apply(DockerImages.require(image));
    container.start();
    return new Endpoint(
        container.getHost(),
        container.getMappedPort(container.getExposedPorts().get(0)),
        container.getUsername(),
        container.getPassword(),
        container.getDatabaseName(),
        container.getDockerImageName());
  }
}
