package io.cloakroom.autoconfigure;

import java.util.ArrayList;
import java.util.List;

/** The signed-in user travels in a token. */
class RedisHybridWholeRequestTests extends RedisWholeRequestTests {

  @Override
  List<String> store() {
    List<String> properties = new ArrayList<>(super.store());
    properties.addAll(HybridProperties.carrying("SPRING_SECURITY_CONTEXT"));
    return properties;
  }

  @Override
  int readOfTheUser() {
    return 0;
  }
}
