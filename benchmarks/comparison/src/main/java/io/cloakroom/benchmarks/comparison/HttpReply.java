package io.cloakroom.benchmarks.comparison;

import org.jspecify.annotations.Nullable;

/**
 * What an application answered.
 *
 * @param cookie name and value of the one that it set last, if any
 */
record HttpReply(int status, @Nullable String cookie) {

  boolean isGood() {
    return status >= 200 && status < 300;
  }
}
