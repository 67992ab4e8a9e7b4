package io.cloakroom.autoconfigure;

import jakarta.servlet.DispatcherType;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.convert.DurationUnit;

/** All settings of Cloakroom that are not standard ones of Spring Boot. */
@ConfigurationProperties("cloakroom")
public class CloakroomProperties {

  /** Whether sessions are kept by Cloakroom. If not, the web server keeps them. */
  private boolean enabled = true;

  /** Where sessions are kept. Start-up fails if it is not set. */
  private @Nullable SessionStore store;

  /**
   * Time without use after which a session ends. Zero or negative: never. If it is not set,
   * "server.servlet.session.timeout". If a duration suffix is not specified, seconds are used.
   */
  @DurationUnit(ChronoUnit.SECONDS)
  private @Nullable Duration timeout;

  /**
   * Time without use after which a session ends that belongs to nobody. It gets the full timeout
   * when somebody signs in. If it is not set, the full timeout. If a duration suffix is not
   * specified, seconds are used.
   */
  @DurationUnit(ChronoUnit.SECONDS)
  private @Nullable Duration anonymousTimeout;

  /**
   * Time after its creation, or after the last sign-in, at which a session ends, whatever its use.
   * Zero: none.
   */
  private Duration maxLifetime = Duration.ofHours(12);

  /**
   * Time in which a session that is only read is reported to the store at most once. At most a
   * tenth of the timeout is used. Zero: each use is reported, before the response.
   */
  private Duration touchInterval = Duration.ofMinutes(1);

  /** Whether a new session is not stored, and gets no cookie, while it has no attributes. */
  private boolean skipEmptySessions;

  /**
   * Whether a session records from which address, with which user agent, and when it got its user.
   */
  private boolean clientDetails;

  /** Prefix of all keys in Redis or Memcached, so that applications can share one. */
  private String namespace = "cloakroom";

  private final Touch touch = new Touch();

  private final Filter filter = new Filter();

  private final Id id = new Id();

  private final SessionCookie cookie = new SessionCookie();

  @NestedConfigurationProperty
  private final SerializationProperties serialization = new SerializationProperties();

  @NestedConfigurationProperty
  private final EncryptionProperties encryption = new EncryptionProperties();

  private final Attributes attributes = new Attributes();

  @NestedConfigurationProperty private final LimitsProperties limits = new LimitsProperties();

  @NestedConfigurationProperty private final CleanupProperties cleanup = new CleanupProperties();

  @NestedConfigurationProperty
  private final RedisStoreProperties redis = new RedisStoreProperties();

  @NestedConfigurationProperty
  private final NearCacheProperties nearCache = new NearCacheProperties();

  @NestedConfigurationProperty private final JdbcStoreProperties jdbc = new JdbcStoreProperties();

  @NestedConfigurationProperty
  private final MemcachedStoreProperties memcached = new MemcachedStoreProperties();

  @NestedConfigurationProperty private final JwtProperties jwt = new JwtProperties();

  public boolean isEnabled() {
    return enabled;
  }

  public void setEnabled(boolean enabled) {
    this.enabled = enabled;
  }

  public @Nullable SessionStore getStore() {
    return store;
  }

  public void setStore(@Nullable SessionStore store) {
    this.store = store;
  }

  public @Nullable Duration getTimeout() {
    return timeout;
  }

  public void setTimeout(@Nullable Duration timeout) {
    this.timeout = timeout;
  }

  public @Nullable Duration getAnonymousTimeout() {
    return anonymousTimeout;
  }

  public void setAnonymousTimeout(@Nullable Duration anonymousTimeout) {
    this.anonymousTimeout = anonymousTimeout;
  }

  public Duration getMaxLifetime() {
    return maxLifetime;
  }

  public void setMaxLifetime(Duration maxLifetime) {
    this.maxLifetime = maxLifetime;
  }

  public Duration getTouchInterval() {
    return touchInterval;
  }

  public void setTouchInterval(Duration touchInterval) {
    this.touchInterval = touchInterval;
  }

  public boolean isSkipEmptySessions() {
    return skipEmptySessions;
  }

  public void setSkipEmptySessions(boolean skipEmptySessions) {
    this.skipEmptySessions = skipEmptySessions;
  }

  public boolean isClientDetails() {
    return clientDetails;
  }

  public void setClientDetails(boolean clientDetails) {
    this.clientDetails = clientDetails;
  }

  public String getNamespace() {
    return namespace;
  }

  public void setNamespace(String namespace) {
    this.namespace = namespace;
  }

  public Touch getTouch() {
    return touch;
  }

  public Filter getFilter() {
    return filter;
  }

  public Id getId() {
    return id;
  }

  public SessionCookie getCookie() {
    return cookie;
  }

  public SerializationProperties getSerialization() {
    return serialization;
  }

  public EncryptionProperties getEncryption() {
    return encryption;
  }

  public Attributes getAttributes() {
    return attributes;
  }

  public LimitsProperties getLimits() {
    return limits;
  }

  public CleanupProperties getCleanup() {
    return cleanup;
  }

  public RedisStoreProperties getRedis() {
    return redis;
  }

  public NearCacheProperties getNearCache() {
    return nearCache;
  }

  public JdbcStoreProperties getJdbc() {
    return jdbc;
  }

  public MemcachedStoreProperties getMemcached() {
    return memcached;
  }

  public JwtProperties getJwt() {
    return jwt;
  }

  /** What counts as a use of a session. */
  public static class Touch {

    /**
     * Patterns of paths, below the context path, whose requests do not keep their session from
     * ending by being idle, for example "/notifications/**".
     */
    private List<String> exclude = List.of();

    public List<String> getExclude() {
      return exclude;
    }

    public void setExclude(List<String> exclude) {
      this.exclude = exclude;
    }
  }

  /** Where the filter stands. */
  public static class Filter {

    /** Order of the session filter among all filters. */
    private int order = Integer.MIN_VALUE + 50;

    /** Dispatches that the session filter takes part in. */
    private Set<DispatcherType> dispatcherTypes =
        EnumSet.of(
            DispatcherType.REQUEST,
            DispatcherType.ASYNC,
            DispatcherType.ERROR,
            DispatcherType.FORWARD);

    public int getOrder() {
      return order;
    }

    public void setOrder(int order) {
      this.order = order;
    }

    public Set<DispatcherType> getDispatcherTypes() {
      return dispatcherTypes;
    }

    public void setDispatcherTypes(Set<DispatcherType> dispatcherTypes) {
      this.dispatcherTypes = dispatcherTypes;
    }
  }

  /** How a client carries its session id. */
  public static class Id {

    /** Name of the HTTP header that carries the session id. If it is not set, a cookie does. */
    private @Nullable String header;

    public @Nullable String getHeader() {
      return header;
    }

    public void setHeader(@Nullable String header) {
      this.header = header;
    }
  }

  /** What the session cookie is, besides "server.servlet.session.cookie". */
  public static class SessionCookie {

    /**
     * Whether the name of a secure cookie without a domain, for the path "/", begins with "__Host-"
     * as well, so that no other host can plant one.
     */
    private boolean hostPrefix = true;

    public boolean isHostPrefix() {
      return hostPrefix;
    }

    public void setHostPrefix(boolean hostPrefix) {
      this.hostPrefix = hostPrefix;
    }
  }

  /** How attributes are treated. */
  public static class Attributes {

    /** Whether attributes that were read and then changed in place are saved. */
    private boolean detectMutations = true;

    public boolean isDetectMutations() {
      return detectMutations;
    }

    public void setDetectMutations(boolean detectMutations) {
      this.detectMutations = detectMutations;
    }
  }
}
