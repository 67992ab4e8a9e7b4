package io.cloakroom.repository.memory;

import io.cloakroom.repository.PrincipalIndexContractTests;
import io.cloakroom.repository.SampleSessions;
import io.cloakroom.repository.SessionRepository;

/** The contract suite on the reference implementation. */
class MemorySessionRepositoryTests extends PrincipalIndexContractTests {

  private final SessionRepository repository = new MemorySessionRepository(SampleSessions.TOUCHES);

  @Override
  protected SessionRepository repository() {
    return repository;
  }

  @Override
  protected SessionRepository otherNode() {
    return repository;
  }
}
