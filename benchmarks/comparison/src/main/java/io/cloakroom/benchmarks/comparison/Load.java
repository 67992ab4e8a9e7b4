package io.cloakroom.benchmarks.comparison;

import java.nio.file.Path;

/**
 * What is to be sent.
 *
 * @param readPath what a request that reads asks for
 * @param createPath what a request that creates asks for
 * @param cookies a file with a session's cookie in each line
 */
record Load(
    int port,
    Workload workload,
    String readPath,
    String createPath,
    Path cookies,
    int connections,
    double seconds) {

  Load lasting(double others) {
    return new Load(port, workload, readPath, createPath, cookies, connections, others);
  }
}
