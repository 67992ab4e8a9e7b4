package io.cloakroom.actuate;

import io.cloakroom.repository.SessionRepository;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Is up if the store answers as it does requests, within their deadline. */
public final class SessionStoreHealthIndicator extends AbstractHealthIndicator {

  private final SessionRepository repository;
  private final String store;

  /**
   * Makes an indicator.
   *
   * @param repository to be asked whether it answers
   * @param store its name, to be shown
   */
  public SessionStoreHealthIndicator(SessionRepository repository, String store) {
    super("The session store does not answer");
    this.repository = repository;
    this.store = store;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    builder.withDetail("store", store);
    repository.probe();
    builder.up();
  }
}
