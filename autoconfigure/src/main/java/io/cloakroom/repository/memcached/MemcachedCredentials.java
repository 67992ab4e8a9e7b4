package io.cloakroom.repository.memcached;

/**
 * Who Memcached is to let in: what its {@code --auth-file} (-Y) has.
 *
 * @param username without spaces and control characters
 * @param password likewise
 */
public record MemcachedCredentials(String username, String password) {

  /**
   * Takes credentials.
   *
   * @throws IllegalArgumentException if Memcached could not read them; they are not in its message
   */
  public MemcachedCredentials {
    if (username.isEmpty() || username.chars().anyMatch(c -> c <= ' ')) {
      throw new IllegalArgumentException(
          "The user name for Memcached must have neither spaces nor control characters");
    }
    if (password.isEmpty() || password.chars().anyMatch(c -> c <= ' ')) {
      throw new IllegalArgumentException(
          "The password for Memcached must have neither spaces nor control characters");
    }
  }

  /** Returns the user, never the password. */
  @Override
  public String toString() {
    return username;
  }
}
