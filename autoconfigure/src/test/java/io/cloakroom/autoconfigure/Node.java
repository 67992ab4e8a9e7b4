package io.cloakroom.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

/** A node of the application, in this virtual machine, on a port of its own. */
final class Node implements AutoCloseable {

  private static final String[] DEFAULTS = {
    "server.port=0",
    "spring.main.banner-mode=off",
    "spring.flyway.enabled=false",
    "spring.liquibase.enabled=false"
  };

  private final ConfigurableApplicationContext context;

  private Node(ConfigurableApplicationContext context) {
    this.context = context;
  }

  static Node start(List<String> properties) {
    return start(NodeApplication.class, properties);
  }

  static Node start(Class<?> application, List<String> properties) {
    return start(new SpringApplicationBuilder(application), properties);
  }

  /** Starts a node of a release that does not have these classes. */
  static Node startWithout(Class<?> missing, List<String> properties) {
    FilteredClassLoader classes = new FilteredClassLoader(missing);
    return start(
        new SpringApplicationBuilder(NodeApplication.class)
            .resourceLoader(new DefaultResourceLoader(classes)),
        properties);
  }

  private static Node start(SpringApplicationBuilder application, List<String> properties) {
    List<String> arguments = new ArrayList<>();
    properties.forEach(property -> arguments.add("--" + property));
    return new Node(application.properties(DEFAULTS).run(arguments.toArray(new String[0])));
  }

  ConfigurableApplicationContext context() {
    return context;
  }

  String url(String path) {
    return "http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path;
  }

  @Override
  public void close() {
    context.close();
  }
}
