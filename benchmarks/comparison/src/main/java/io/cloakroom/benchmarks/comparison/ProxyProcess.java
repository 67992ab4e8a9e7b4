package io.cloakroom.benchmarks.comparison;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A running {@link DelayProxy}. */
final class ProxyProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader answers;
  private final int port = Programs.freePort();

  ProxyProcess(int storePort, StoreKind kind, Path log) {
    List<String> command = new ArrayList<>(Programs.main(DelayProxy.class));
    command.addAll(List.of(String.valueOf(port), String.valueOf(storePort), kind.name()));
    try {
      process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    Programs.await(process, log, () -> Programs.accepts(port));
  }

  int port() {
    return port;
  }

  /** Delays half of this each way. */
  void delay(long micros) {
    tell("delay " + micros);
  }

  ProxyCounts counts() {
    return ProxyCounts.parse(tell("count"));
  }

  @Override
  public void close() {
    Programs.stop(process);
  }

  private String tell(String order) {
    try {
      process.getOutputStream().write((order + "\n").getBytes(UTF_8));
      process.getOutputStream().flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new IllegalStateException("The proxy has ended");
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
