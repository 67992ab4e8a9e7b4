package io.cloakroom.testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.JdbcDatabaseContainer;
import org.testcontainers.mariadb.MariaDBContainer;
import org.testcontainers.mysql.MySQLContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;

/** Servers in containers, which Testcontainers ends with this virtual machine. */
final class Containers {

  private static final long PULL_SECONDS = 180;

  private Containers() {}

  static Endpoint redis() {
    DockerImageName image = present("redis:8-alpine");
    GenericContainer<?> container = new GenericContainer<>(image).withExposedPorts(6379);
    container.start();
    return new Endpoint(
        container.getHost(), container.getMappedPort(6379), container.getDockerImageName());
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
    JdbcDatabaseContainer<?> container = make.apply(present(image));
    container.start();
    return new Endpoint(
        container.getHost(),
        container.getMappedPort(container.getExposedPorts().get(0)),
        container.getUsername(),
        container.getPassword(),
        container.getDatabaseName(),
        container.getDockerImageName());
  }

  /** Looks before it leaps: Testcontainers itself would try to pull for two minutes, each image. */
  private static DockerImageName present(String image) {
    if (!mayHaveEngine() || !DockerClientFactory.instance().isDockerAvailable()) {
      throw new IllegalStateException("no Docker engine answers");
    }
    DockerImageName name = DockerImageName.parse(image);
    String real = ImageNameSubstitutor.instance().apply(name).asCanonicalNameString();
    DockerClient client = DockerClientFactory.lazyClient();
    try {
      client.inspectImageCmd(real).exec();
    } catch (NotFoundException missing) {
      pull(client, real);
    }
    return name;
  }

  private static void pull(DockerClient client, String image) {
    try {
      if (!client.pullImageCmd(image).start().awaitCompletion(PULL_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("image " + image + " could not be pulled in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean mayHaveEngine() {
    Path home = Path.of(System.getProperty("user.home"));
    return System.getenv("DOCKER_HOST") != null
        || Files.exists(Path.of("/var/run/docker.sock"))
        || Files.exists(home.resolve(".docker"))
        || Files.exists(home.resolve(".testcontainers.properties"));
  }
}
