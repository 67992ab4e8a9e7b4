package io.cloakroom.repository.memory;

import io.cloakroom.repository.RevocationStore;
import io.cloakroom.repository.RevocationStoreContractTests;
import java.time.Duration;

/** The contract suite on the reference implementation. */
class MemoryRevocationStoreTests extends RevocationStoreContractTests {

  private final MemoryRevocationStore store = new MemoryRevocationStore();

  @Override
  protected RevocationStore store() {
    return store;
  }

  @Override
  protected RevocationStore otherNode() {
    return store;
  }

  @Override
  protected void makeOlder(Duration by) {
    store.makeOlder(by);
  }
}
