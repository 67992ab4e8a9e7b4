package io.cloakroom.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what was seen, and what to do. */
final class StoreStartFailureAnalyzer extends AbstractFailureAnalyzer<StoreStartException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, StoreStartException cause) {
    return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
  }
}
