package io.cloakroom.sample.where;

import io.cloakroom.repository.SessionRepository;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** This process, one of perhaps many behind a load balancer. */
@Component
public class Node {

  private final Environment environment;
  private final ObjectProvider<SessionRepository> repository;

  Node(Environment environment, ObjectProvider<SessionRepository> repository) {
    this.environment = environment;
    this.repository = repository;
  }

  /** Returns {@code sample.node}; if it is not set, host and port. */
  public String name() {
    String name = environment.getProperty("sample.node", "");
    return name.isBlank() ? host() + ":" + environment.getProperty("local.server.port", "?") : name;
  }

  /** Returns the name of the store that sessions are kept in. */
  public String store() {
    return environment.getProperty("cloakroom.store", "web server");
  }

  /** Returns whether that store can say which sessions a user has. */
  public boolean findsSessions() {
    SessionRepository store = repository.getIfAvailable();
    return store != null && store.principalIndex().isPresent();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "local";
    }
  }
}
