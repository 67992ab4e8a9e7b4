package io.cloakroom.autoconfigure;

import io.cloakroom.lifecycle.Sessions;
import io.cloakroom.lifecycle.TouchBuffer;
import io.cloakroom.repository.SessionRepository;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Says why there is nothing to look at sessions with that their clients carry. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StoredSessionsFailureAnalyzer
    extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {

  /** By their names, since Spring Security may be missing; and what they are for. */
  private static final Map<String, String> NEEDING_A_STORE =
      Map.of(
          Sessions.class.getName(),
          "find, count or end the sessions of users",
          SessionRepository.class.getName(),
          "read or write what is stored",
          TouchBuffer.class.getName(),
          "report uses to a store",
          "org.springframework.security.core.session.SessionRegistry",
          "count the sessions of users");

  private final Environment environment;

  StoredSessionsFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(
      Throwable rootFailure, NoSuchBeanDefinitionException cause) {
    Class<?> type = cause.getBeanType();
    String purpose = type == null ? null : NEEDING_A_STORE.get(type.getName());
    boolean tokens =
        SessionStore.JWT.property().equalsIgnoreCase(environment.getProperty("cloakroom.store"));
    return type == null || purpose == null || !tokens
        ? null
        : new FailureAnalysis(
            "cloakroom.store is jwt, and the application asks for %s, to %s: no node knows of sessions that their clients carry."
                .formatted(type.getName(), purpose),
            "Do without, for example by ObjectProvider, or set cloakroom.store=redis or jdbc. To end sessions only, cloakroom.jwt.revocation=redis or jdbc is enough.",
            cause);
  }
}
