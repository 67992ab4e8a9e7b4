package io.cloakroom.autoconfigure;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How other services are told who is signed in. */
public class IdentityProperties {

  /** Whether the application can make signed tokens for other services, and publishes its keys. */
  private boolean enabled;

  /**
   * Private keys of the elliptic curve P-256 in order, each as PEM, or where such a file is
   * ("file:/..." or "classpath:..."): the first one signs tokens, and the public halves of all of
   * them are published. Start-up fails if there is none.
   */
  private @Nullable List<String> keys;

  /** In whose name tokens are. If it is not set, "spring.application.name". */
  private @Nullable String issuer;

  /** Services that tokens can be for. If it is empty, each that the application names. */
  private List<String> audiences = List.of();

  /** Time for which a token counts, at most 15 minutes. Nothing takes it back before. */
  private Duration lifetime = Duration.ofMinutes(1);

  /** Path, below the context path, where the public keys are, for everybody. */
  private String jwksPath = "/.well-known/jwks.json";

  public boolean isEnabled() {
    return enabled;
  }

  public void setEnabled(boolean enabled) {
    this.enabled = enabled;
  }

  public @Nullable List<String> getKeys() {
    return keys;
  }

  public void setKeys(@Nullable List<String> keys) {
    this.keys = keys;
  }

  public @Nullable String getIssuer() {
    return issuer;
  }

  public void setIssuer(@Nullable String issuer) {
    this.issuer = issuer;
  }

  public List<String> getAudiences() {
    return audiences;
  }

  public void setAudiences(List<String> audiences) {
    this.audiences = audiences;
  }

  public Duration getLifetime() {
    return lifetime;
  }

  public void setLifetime(Duration lifetime) {
    this.lifetime = lifetime;
  }

  public String getJwksPath() {
    return jwksPath;
  }

  public void setJwksPath(String jwksPath) {
    this.jwksPath = jwksPath;
  }
}
