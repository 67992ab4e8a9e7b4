package io.cloakroom.autoconfigure;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Memcached store. */
public class MemcachedStoreProperties {

  /**
   * Servers as "host:port", or "host" if the port is 11211. Each session is on one of them, which
   * all nodes must find in the same list.
   */
  private List<String> servers = List.of("localhost:11211");

  /** User name that the servers' "--auth-file" has. If it is not set, none is sent. */
  private @Nullable String username;

  /** Password of that user. */
  private @Nullable String password;

  /** Time in which a connection must be made. */
  private Duration connectTimeout = Duration.ofSeconds(1);

  /** Time in which an operation must be done. */
  private Duration commandTimeout = Duration.ofMillis(500);

  private final Ssl ssl = new Ssl();

  public List<String> getServers() {
    return servers;
  }

  public void setServers(List<String> servers) {
    this.servers = servers;
  }

  public @Nullable String getUsername() {
    return username;
  }

  public void setUsername(@Nullable String username) {
    this.username = username;
  }

  public @Nullable String getPassword() {
    return password;
  }

  public void setPassword(@Nullable String password) {
    this.password = password;
  }

  public Duration getConnectTimeout() {
    return connectTimeout;
  }

  public void setConnectTimeout(Duration connectTimeout) {
    this.connectTimeout = connectTimeout;
  }

  public Duration getCommandTimeout() {
    return commandTimeout;
  }

  public void setCommandTimeout(Duration commandTimeout) {
    this.commandTimeout = commandTimeout;
  }

  public Ssl getSsl() {
    return ssl;
  }

  /** Encryption of connections. */
  public static class Ssl {

    /** Whether connections are encrypted. If it is not set, they are if there is a bundle. */
    private @Nullable Boolean enabled;

    /** SSL bundle with trusted certificates and keys. If it is not set, the JDK's. */
    private @Nullable String bundle;

    public @Nullable Boolean getEnabled() {
      return enabled;
    }

    public void setEnabled(@Nullable Boolean enabled) {
      this.enabled = enabled;
    }

    public @Nullable String getBundle() {
      return bundle;
    }

    public void setBundle(@Nullable String bundle) {
      this.bundle = bundle;
    }
  }
}
