package io.cloakroom.benchmarks.comparison;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends load from another process: wrk where it is installed, {@link LoadGenerator} elsewhere. */
final class LoadDriver {

  private static final String RESULT = "RESULT ";

  private final Optional<Path> wrk;
  private final Path script;

  LoadDriver(boolean java, Path folder) {
    wrk = java ? Optional.empty() : Programs.find("wrk");
    script = Programs.extract("load.lua", folder.resolve("load.lua"));
  }

  String description() {
    return wrk.isPresent()
        ? "wrk, one thread (its percentiles are corrected for requests that it could not send)"
        : "a Java program of this module, a thread for each connection";
  }

  LoadResult run(Load load) {
    return finish(start(load));
  }

  /** Starts, and leaves it to the caller to {@link #finish}. */
  Process start(Load load) {
    List<String> command = wrk.map(program -> wrk(program, load)).orElseGet(() -> java(load));
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends load that was started, so that it can be finished before its time. */
  void stop(Process process) {
    try {
      if (wrk.isPresent()) {
        // Not every system has a kill program, but each shell has the command.
        new ProcessBuilder("sh", "-c", "kill -INT " + process.pid()).start().waitFor();
      } else {
        process.getOutputStream().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  LoadResult finish(Process process) {
    try {
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      process.waitFor();
      return output
          .lines()
          .filter(line -> line.startsWith(RESULT))
          .map(line -> LoadResult.parse(line.substring(RESULT.length())))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("The load generator failed:\n" + output));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private List<String> wrk(Path program, Load load) {
    return List.of(
        program.toString(),
        "-t1",
        "-c" + load.connections(),
        "-d" + Math.max(1, Math.round(load.seconds())) + "s",
        "--timeout",
        "10s",
        "-s",
        script.toString(),
        "http://127.0.0.1:" + load.port(),
        load.workload().toString(),
        load.readPath(),
        load.createPath(),
        load.cookies().toString());
  }

  private static List<String> java(Load load) {
    List<String> command = new ArrayList<>(Programs.main(LoadGenerator.class));
    command.addAll(
        List.of(
            String.valueOf(load.port()),
            load.workload().name(),
            load.readPath(),
            load.createPath(),
            load.cookies().toString(),
            String.valueOf(load.connections()),
            String.valueOf(load.seconds())));
    return command;
  }
}
