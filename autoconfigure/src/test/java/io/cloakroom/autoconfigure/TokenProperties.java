package io.cloakroom.autoconfigure;

import java.util.ArrayList;
import java.util.List;

/** Properties of an application without any store, and without anything to connect to one. */
final class TokenProperties {

  private TokenProperties() {}

  static List<String> with(String keys, String... more) {
    List<String> properties =
        new ArrayList<>(
            List.of(
                "cloakroom.store=jwt",
                "cloakroom.jwt.keys=" + keys,
                "spring.application.name=shop",
                "spring.autoconfigure.exclude="
                    + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"));
    properties.addAll(List.of(more));
    return properties;
  }
}
