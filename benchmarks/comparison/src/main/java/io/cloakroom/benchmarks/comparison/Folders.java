package io.cloakroom.benchmarks.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where files are.
 *
 * @param target where the report goes
 * @param work what servers and load generators need, and their logs
 */
record Folders(Path target, Path work) {

  /** Takes the current folder, in which the build runs this module: its {@code target}. */
  static Folders current() {
    try {
      Path target = Path.of("").toAbsolutePath();
      return new Folders(target, Files.createDirectories(target.resolve("comparison")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the folder of a module beside this one. */
  Path module(String name) {
    return target.resolve("../..").resolve(name).normalize();
  }
}
