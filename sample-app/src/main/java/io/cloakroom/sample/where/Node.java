package io.cloakroom.sample.where;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** This process, one of perhaps many behind a load balancer. */
@Component
public class Node {

  private final Environment environment;

  Node(Environment environment) {
    this.environment = environment;
  }

  /** Returns {@code sample.node}; if it is not set, host and port. */
  public String name() {
    String name = environment.getProperty("sample.node", "");
    return name.isBlank() ? host() + ":" + environment.getProperty("local.server.port", "?") : name;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "local";
    }
  }
}
