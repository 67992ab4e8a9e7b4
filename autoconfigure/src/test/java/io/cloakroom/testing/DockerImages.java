package io.cloakroom.testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;

/** Tells whether a container can be had at all, before Testcontainers is asked to start one. */
final class DockerImages {

  /** What Testcontainers 2.0 cleans up with, unless told not to; it starts before all others. */
  private static final String RYUK = "testcontainers/ryuk:0.14.0";

  private static final long PULL_MINUTES = 5;

  private DockerImages() {}

  /**
   * The image's name, once an engine has answered and has the image, pulled if need be.
   *
   * @throws IllegalStateException if no engine answers or the image cannot be pulled
   */
  static DockerImageName require(String image) {
    if (!mayHaveEngine()) {
      throw new IllegalStateException("no Docker engine answers");
    }
    try (DockerClient client = DockerClientProviderStrategy.getClientForConfig(engine())) {
      if (!Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"))) {
        provide(client, DockerImageName.parse(RYUK));
      }
      DockerImageName name = DockerImageName.parse(image);
      provide(client, name);
      return name;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The engine that Testcontainers would use. Its isDockerAvailable() and its client both start
   * Ryuk first, and try for two minutes to pull it.
   */
  private static TransportConfig engine() {
    try {
      return DockerClientFactory.instance().getTransportConfig();
    } catch (IllegalStateException e) {
      throw new IllegalStateException("no Docker engine answers");
    }
  }

  private static void provide(DockerClient client, DockerImageName name) {
    String actual = ImageNameSubstitutor.instance().apply(name).asCanonicalNameString();
    if (!isPresent(client, actual)) {
      pull(client, actual);
    }
  }

  /** Without this look, each machine that has no engine would log Testcontainers' complaints. */
  private static boolean mayHaveEngine() {
    String home = System.getProperty("user.home");
    String runtimeDir = System.getenv().getOrDefault("XDG_RUNTIME_DIR", "/run/user");
    return System.getenv("DOCKER_HOST") != null
        || "docker".equals(System.getenv("TEST_SERVERS"))
        || System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")
        || Stream.of(
                Path.of("/var/run/docker.sock"),
                Path.of(runtimeDir, "docker.sock"),
                Path.of(home, ".docker", "run", "docker.sock"),
                Path.of(home, ".docker", "desktop", "docker.sock"),
                Path.of(home, ".testcontainers.properties"))
            .anyMatch(Files::exists);
  }

  private static boolean isPresent(DockerClient client, String image) {
    try {
      client.inspectImageCmd(image).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  /** One attempt: Testcontainers itself would try again for two minutes, for each image. */
  private static void pull(DockerClient client, String image) {
    String reason = "the engine does not list it afterwards";
    try {
      boolean done =
          client.pullImageCmd(image).start().awaitCompletion(PULL_MINUTES, TimeUnit.MINUTES);
      if (!done) {
        reason = "not within " + PULL_MINUTES + " minutes";
      } else if (isPresent(client, image)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while pulling " + image, e);
    } catch (RuntimeException e) {
      reason = String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ");
    }
    throw new IllegalStateException(
        "image " + image + " is missing and cannot be pulled (" + reason + ")");
  }
}
