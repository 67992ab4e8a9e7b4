package io.cloakroom.autoconfigure;

import io.cloakroom.repository.jdbc.SchemaMode;
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
import org.springframework.util.unit.DataSize;

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

  /** Prefix of all keys in Redis, so that applications can share one. */
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

  private final Limits limits = new Limits();

  private final Cleanup cleanup = new Cleanup();

  private final Redis redis = new Redis();

  private final Jdbc jdbc = new Jdbc();

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

  public Limits getLimits() {
    return limits;
  }

  public Cleanup getCleanup() {
    return cleanup;
  }

  public Redis getRedis() {
    return redis;
  }

  public Jdbc getJdbc() {
    return jdbc;
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

  /** How much a session may hold. */
  public static class Limits {

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

  /** How expired sessions are removed. */
  public static class Cleanup {

    /** Whether this node removes expired sessions and announces their end. */
    private boolean enabled = true;

    /** Pause between two runs, varied by a quarter. */
    private Duration interval = Duration.ofMinutes(1);

    /** Number of sessions that are removed at a time. */
    private int batchSize = 500;

    public boolean isEnabled() {
      return enabled;
    }

    public void setEnabled(boolean enabled) {
      this.enabled = enabled;
    }

    public Duration getInterval() {
      return interval;
    }

    public void setInterval(Duration interval) {
      this.interval = interval;
    }

    public int getBatchSize() {
      return batchSize;
    }

    public void setBatchSize(int batchSize) {
      this.batchSize = batchSize;
    }
  }

  /** The Redis store. */
  public static class Redis {

    /** Time in which a connection must be made. */
    private Duration connectTimeout = Duration.ofSeconds(1);

    /** Time in which a command must be answered. */
    private Duration commandTimeout = Duration.ofMillis(500);

    /** Time for which Redis keeps an expired session for the cleanup to announce it. */
    private Duration gracePeriod = Duration.ofHours(1);

    public Duration getConnectTimeout() {
      return connectTimeout;
    }

    public void setConnectTimeout(Duration connectTimeout) {
      this.connectTimeout = connectTimeout;
    }

    public Duration getCommandTimeout() {
      return commandTimeout;
    }

    public void setCommandTimeout(Duration commandTimeout) {
      this.commandTimeout = commandTimeout;
    }

    public Duration getGracePeriod() {
      return gracePeriod;
    }

    public void setGracePeriod(Duration gracePeriod) {
      this.gracePeriod = gracePeriod;
    }
  }

  /** The relational store. */
  public static class Jdbc {

    /** Whose connections are used. */
    private PoolMode pool = PoolMode.OWN;

    /** Number of connections of Cloakroom's own pool. */
    private int poolSize = 5;

    /** Time in which a connection must be made. */
    private Duration connectTimeout = Duration.ofSeconds(1);

    /** Time in which a connection must be had from the pool, and a statement be answered. */
    private Duration commandTimeout = Duration.ofMillis(500);

    /** Name of the table. Applications that share a database have a table each. */
    private String tableName = "cloakroom_session";

    /** Database schema of the table. If it is not set, the connection's. */
    private @Nullable String schemaName;

    /** What is done about the table at start-up. */
    private SchemaMode schema = SchemaMode.MIGRATE;

    /** Time by which expired sessions are noticed together: wider means fewer index updates. */
    private Duration expiryBucket = Duration.ofMinutes(10);

    /** Whose connections the relational store uses. */
    public enum PoolMode {

      /** A small pool of Cloakroom's own, to the application's database. */
      OWN,

      /** The application's pool. */
      SHARED
    }

    public PoolMode getPool() {
      return pool;
    }

    public void setPool(PoolMode pool) {
      this.pool = pool;
    }

    public int getPoolSize() {
      return poolSize;
    }

    public void setPoolSize(int poolSize) {
      this.poolSize = poolSize;
    }

    public Duration getConnectTimeout() {
      return connectTimeout;
    }

    public void setConnectTimeout(Duration connectTimeout) {
      this.connectTimeout = connectTimeout;
    }

    public Duration getCommandTimeout() {
      return commandTimeout;
    }

    public void setCommandTimeout(Duration commandTimeout) {
      this.commandTimeout = commandTimeout;
    }

    public String getTableName() {
      return tableName;
    }

    public void setTableName(String tableName) {
      this.tableName = tableName;
    }

    public @Nullable String getSchemaName() {
      return schemaName;
    }

    public void setSchemaName(@Nullable String schemaName) {
      this.schemaName = schemaName;
    }

    public SchemaMode getSchema() {
      return schema;
    }

    public void setSchema(SchemaMode schema) {
      this.schema = schema;
    }

    public Duration getExpiryBucket() {
      return expiryBucket;
    }

    public void setExpiryBucket(Duration expiryBucket) {
      this.expiryBucket = expiryBucket;
    }
  }
}
