package io.cloakroom.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** How much a session may hold. */
public class LimitsProperties {

  /** Number of attributes that a session may have. */
  private int attributes = 64;

  /** Size that an encoded attribute may have. */
  private DataSize attributeSize = DataSize.ofKilobytes(64);

  /** Size that the encoded attributes of a session may have together. */
  private DataSize sessionSize = DataSize.ofKilobytes(64);

  /**
   * Number of sessions that one client address may create on this node in a minute; of an IPv6
   * address, its first 64 bits count. If it is not set, any number. Needs Bucket4j.
   */
  private @Nullable Integer creationsPerAddress;

  /**
   * Number of sessions that one user may have. A sign-in beyond it ends his oldest ones. If it is
   * not set, any number.
   */
  private @Nullable Integer sessionsPerPrincipal;

  public int getAttributes() {
    return attributes;
  }

  public void setAttributes(int attributes) {
    this.attributes = attributes;
  }

  public DataSize getAttributeSize() {
    return attributeSize;
  }

  public void setAttributeSize(DataSize attributeSize) {
    this.attributeSize = attributeSize;
  }

  public DataSize getSessionSize() {
    return sessionSize;
  }

  public void setSessionSize(DataSize sessionSize) {
    this.sessionSize = sessionSize;
  }

  public @Nullable Integer getCreationsPerAddress() {
    return creationsPerAddress;
  }

  public void setCreationsPerAddress(@Nullable Integer creationsPerAddress) {
    this.creationsPerAddress = creationsPerAddress;
  }

  public @Nullable Integer getSessionsPerPrincipal() {
    return sessionsPerPrincipal;
  }

  public void setSessionsPerPrincipal(@Nullable Integer sessionsPerPrincipal) {
    this.sessionsPerPrincipal = sessionsPerPrincipal;
  }
}
