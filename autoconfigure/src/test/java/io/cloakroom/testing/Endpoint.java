package io.cloakroom.testing;

/**
 * Where a test reaches a server.
 *
 * @param host name or address
 * @param port on it
 * @param user empty if there is none
 * @param password empty if there is none
 * @param database empty if there is none
 * @param origin where the server came from, for the log
 */
public record Endpoint(
    String host, int port, String user, String password, String database, String origin) {

  Endpoint(String host, int port, String origin) {
    this(host, port, "", "", "", origin);
  }

  /** Returns {@code jdbc:<scheme>://host:port/database}. */
  public String jdbcUrl(String scheme) {
    return "jdbc:" + scheme + "://" + host + ":" + port + "/" + database;
  }

  Endpoint withDatabase(String name) {
    return new Endpoint(host, port, user, password, name, origin);
  }
}
