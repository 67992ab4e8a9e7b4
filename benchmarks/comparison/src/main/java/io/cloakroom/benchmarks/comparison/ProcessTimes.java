package io.cloakroom.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Processor time of processes, by Linux's {@code /proc}; elsewhere by what the JDK knows, which has
 * nothing of children that have ended.
 */
final class ProcessTimes {

  private static final Path PROC = Path.of("/proc");

  /** What Linux counts in, on all common processors. */
  private static final double TICKS_PER_SECOND = 100;

  private ProcessTimes() {}

  /** Returns the seconds of a process alone. */
  static double ofProcess(long pid) {
    return stat(pid).map(Stat::own).orElseGet(() -> byHandle(ProcessHandle.of(pid)));
  }

  /** Returns the seconds of a process, of its living children, and of all that have ended. */
  static double ofTree(long pid) {
    Optional<Stat> parent = stat(pid);
    if (parent.isEmpty()) {
      return ProcessHandle.of(pid).stream()
          .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
          .mapToDouble(process -> byHandle(Optional.of(process)))
          .sum();
    }
    double children =
        pids().stream()
            .flatMap(child -> stat(child).stream())
            .filter(stat -> stat.parent() == pid)
            .mapToDouble(stat -> stat.own() + stat.ended())
            .sum();
    return parent.get().own() + parent.get().ended() + children;
  }

  private static List<Long> pids() {
    try (Stream<Path> files = Files.list(PROC)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> Character.isDigit(name.charAt(0)))
          .map(Long::valueOf)
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Optional<Stat> stat(long pid) {
    try {
      return Optional.of(Stat.parse(Files.readString(PROC.resolve(pid + "/stat"))));
    } catch (IOException goneOrNotLinux) {
      return Optional.empty();
    }
  }

  private static double byHandle(Optional<ProcessHandle> process) {
    return process.flatMap(known -> known.info().totalCpuDuration()).orElse(Duration.ZERO).toNanos()
        / 1e9;
  }

  /**
   * What one process has used.
   *
   * @param own seconds of its own
   * @param ended seconds of its children that have ended and been waited for
   */
  record Stat(long parent, double own, double ended) {

    static Stat parse(String line) {
      // The name of the program is in parentheses, and may have spaces and parentheses in it.
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      return new Stat(
          Long.parseLong(fields[1]),
          (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND,
          (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / TICKS_PER_SECOND);
    }
  }
}
