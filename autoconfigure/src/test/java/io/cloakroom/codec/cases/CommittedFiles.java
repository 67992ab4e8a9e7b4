package io.cloakroom.codec.cases;

import java.nio.file.Path;

/** Where files lie that tests compare with what they see, and write if it differs. */
final class CommittedFiles {

  private CommittedFiles() {}

  /** Finds a file from the directory of this module, where builds and most editors run tests. */
  static Path ofModule(String path) {
    return Path.of(System.getProperty("basedir", "")).resolve(path).toAbsolutePath().normalize();
  }
}
