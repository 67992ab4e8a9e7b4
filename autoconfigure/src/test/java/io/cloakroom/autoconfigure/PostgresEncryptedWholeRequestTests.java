package io.cloakroom.autoconfigure;

import java.util.ArrayList;
import java.util.List;

/** Encryption costs no round trip, and takes nothing from what sessions do. */
class PostgresEncryptedWholeRequestTests extends PostgresWholeRequestTests {

  @Override
  List<String> store() {
    List<String> properties = new ArrayList<>(super.store());
    properties.add("cloakroom.encryption.keys=a:" + TestKeys.random());
    properties.add("cloakroom.encryption.mode=require");
    return properties;
  }
}
