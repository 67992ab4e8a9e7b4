package io.cloakroom.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/** How sessions are carried in the tokens of their clients. */
public class JwtProperties {

  /**
   * Keys in order, each an id, a colon, and base64 of 256 random bits: the first one seals tokens,
   * and all of them open them. Start-up fails if there is none.
   */
  private @Nullable List<String> keys;

  /**
   * Name of the application in its tokens: it takes none with another one. If it is not set,
   * "spring.application.name".
   */
  private @Nullable String audience;

  /**
   * Time for which a token counts. It is renewed in its last half, when the session is used, so a
   * session that is not used ends between the half and the whole of this time after its last use.
   */
  private Duration lifetime = Duration.ofMinutes(15);

  /**
   * How far the clocks of two nodes may differ: a token counts for so much longer, and may be made
   * so far in the future.
   */
  private Duration clockSkew = Duration.ofSeconds(30);

  /**
   * Where it is kept which tokens do not count any more, although they have not ended. If it is not
   * set: where sessions are kept, or nowhere with "store: jwt".
   */
  private @Nullable RevocationMode revocation;

  /** Time after which what one node takes back counts on all others. */
  private Duration revocationDelay = Duration.ofSeconds(5);

  /**
   * Names of the attributes of which a copy travels in a sealed token, with "store: redis" or
   * "jdbc": requests that read no others ask the store only once in each lifetime of a token.
   * Mostly SPRING_SECURITY_CONTEXT.
   */
  private List<String> carry = new ArrayList<>();

  @NestedConfigurationProperty private final IdentityProperties identity = new IdentityProperties();

  public @Nullable List<String> getKeys() {
    return keys;
  }

  public void setKeys(@Nullable List<String> keys) {
    this.keys = keys;
  }

  public List<String> getCarry() {
    return carry;
  }

  public void setCarry(List<String> carry) {
    this.carry = carry;
  }

  public @Nullable String getAudience() {
    return audience;
  }

  public void setAudience(@Nullable String audience) {
    this.audience = audience;
  }

  public Duration getLifetime() {
    return lifetime;
  }

  public void setLifetime(Duration lifetime) {
    this.lifetime = lifetime;
  }

  public Duration getClockSkew() {
    return clockSkew;
  }

  public void setClockSkew(Duration clockSkew) {
    this.clockSkew = clockSkew;
  }

  public @Nullable RevocationMode getRevocation() {
    return revocation;
  }

  public void setRevocation(@Nullable RevocationMode revocation) {
    this.revocation = revocation;
  }

  public Duration getRevocationDelay() {
    return revocationDelay;
  }

  public void setRevocationDelay(Duration revocationDelay) {
    this.revocationDelay = revocationDelay;
  }

  public IdentityProperties getIdentity() {
    return identity;
  }
}
