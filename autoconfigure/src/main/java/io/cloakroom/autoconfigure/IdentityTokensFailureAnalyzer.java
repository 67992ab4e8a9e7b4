package io.cloakroom.autoconfigure;

import io.cloakroom.identity.IdentityTokens;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Says why there is nothing to tell other services with who is signed in. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class IdentityTokensFailureAnalyzer
    extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {

  private static final String ENABLED = "cloakroom.jwt.identity.enabled";

  private final Environment environment;

  IdentityTokensFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(
      Throwable rootFailure, NoSuchBeanDefinitionException cause) {
    boolean missing =
        IdentityTokens.class.equals(cause.getBeanType()) && cause.getNumberOfBeansFound() == 0;
    return !missing || "true".equalsIgnoreCase(environment.getProperty(ENABLED))
        ? null
        : new FailureAnalysis(
            "%s is not true, and the application asks for %s."
                .formatted(ENABLED, IdentityTokens.class.getName()),
            "Set %s=true and cloakroom.jwt.identity.keys, or do without, for example by ObjectProvider."
                .formatted(ENABLED),
            cause);
  }
}
