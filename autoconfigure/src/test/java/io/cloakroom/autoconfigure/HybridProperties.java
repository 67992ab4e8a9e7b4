package io.cloakroom.autoconfigure;

import java.util.List;

/** Properties with which a part of each session travels in a token. */
final class HybridProperties {

  static final String KEY = "a:" + TestKeys.random();

  private HybridProperties() {}

  /** Returns those that name the attributes; what is revoked is asked for every five minutes. */
  static List<String> carrying(String attributes) {
    return List.of(
        "cloakroom.jwt.carry=" + attributes,
        "cloakroom.jwt.keys=" + KEY,
        "cloakroom.jwt.revocation-delay=10m",
        "spring.application.name=shop");
  }
}
