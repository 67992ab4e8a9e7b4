package io.cloakroom.autoconfigure;

import java.util.ArrayList;
import java.util.List;

/** The signed-in user travels in a token. */
class PostgresHybridWholeRequestTests extends PostgresWholeRequestTests {

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

  /** What takes the former token back, too. */
  @Override
  int renameAndUpdate() {
    return super.renameAndUpdate() + 1;
  }

  /** What takes the token back, too. */
  @Override
  int deletion() {
    return super.deletion() + 1;
  }
}
