package io.cloakroom.autoconfigure;

import io.cloakroom.seal.UnusableKeyException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says what is wrong with keys, before an analyzer of Boot's shows the values of the properties.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class EncryptionFailureAnalyzer extends AbstractFailureAnalyzer<Throwable> {

  private static final String KEYS = "cloakroom.encryption.keys";
  private static final String TOKEN_KEYS = "cloakroom.jwt.keys";
  private static final String IDENTITY_KEYS = "cloakroom.jwt.identity.keys";

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, Throwable cause) {
    UnusableKeyException unusable = findCause(rootFailure, UnusableKeyException.class);
    if (unusable != null) {
      boolean ofTokens = findCause(rootFailure, UnusableTokenKeysException.class) != null;
      return analysis(
          ofTokens ? TOKEN_KEYS : KEYS,
          String.valueOf(unusable.getMessage()),
          unusable.remedy(),
          unusable);
    }
    BindException unbound = findCause(rootFailure, BindException.class);
    String keys = unbound == null ? null : keys(unbound.getName());
    return unbound != null && keys != null
        ? analysis(
            keys,
            "They are not a list of texts.",
            "Write each key as one text, %s; if the list is indexed, from 0 on without a gap."
                .formatted(
                    keys.equals(IDENTITY_KEYS)
                        ? "PEM or the location of such a file"
                        : "an id, a colon, and base64 of 256 bits"),
            unbound)
        : null;
  }

  private static @Nullable String keys(ConfigurationPropertyName name) {
    return Stream.of(KEYS, TOKEN_KEYS, IDENTITY_KEYS)
        .filter(
            property -> {
              ConfigurationPropertyName keys = ConfigurationPropertyName.of(property);
              return keys.equals(name) || keys.isAncestorOf(name);
            })
        .findFirst()
        .orElse(null);
  }

  private static FailureAnalysis analysis(
      String keys, String seen, String action, Throwable cause) {
    return new FailureAnalysis(
        "The keys in %s cannot be used. %s".formatted(keys, seen), action, cause);
  }
}
