package io.cloakroom.testing;

import java.io.IOException;

/** A background thread of a proxy, which ends when its socket is closed. */
final class SocketThread {

  private SocketThread() {}

  /** What it does until then. */
  interface Body {

    void run() throws IOException;
  }

  static void start(String name, Body body) {
    Thread thread =
        new Thread(
            () -> {
              try {
                body.run();
              } catch (IOException e) {
                // A socket that was closed ends its thread.
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }
}
