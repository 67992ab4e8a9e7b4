package io.cloakroom.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/** Where and how something was measured. */
record Environment(
    String began,
    String command,
    String machine,
    String system,
    String java,
    String generator,
    String stores,
    int rounds,
    int seconds,
    int sessions) {

  static Environment of(Options options, LoadDriver driver) {
    return new Environment(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        options.command(),
        Runtime.getRuntime().availableProcessors() + " processors, " + processor() + memory(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        driver.description(),
        "Redis 7.0.15 without persistence; PostgreSQL 17 with fsync, synchronous_commit and"
            + " full_page_writes on; Memcached, where it is installed, of the system",
        options.rounds(),
        options.seconds(),
        options.sessions());
  }

  private static String processor() {
    return value("/proc/cpuinfo", "model name", System.getProperty("os.arch"));
  }

  private static String memory() {
    String kilobytes = value("/proc/meminfo", "MemTotal", "").replaceAll("\\D", "");
    return kilobytes.isEmpty() ? "" : ", " + Long.parseLong(kilobytes) / (1 << 20) + " GB";
  }

  private static String value(String file, String name, String otherwise) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst()
          .orElse(otherwise);
    } catch (IOException notLinux) {
      return otherwise;
    }
  }

  String markdown() {
    return """
        Measured %s by `%s`; medians of %d interleaved rounds of %d s each, %,d sessions.

        - %s; %s; %s
        - stores: %s; each variant has its own, and only one variant is under load at a time
        - load: %s, on the same machine
        """
        .formatted(
            began, command, rounds, seconds, sessions, machine, system, java, stores, generator);
  }
}
