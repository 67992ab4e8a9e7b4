package io.cloakroom.autoconfigure;

import io.cloakroom.repository.jdbc.SchemaMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The relational store. */
public class JdbcStoreProperties {

  /** Whose connections are used. */
  private PoolMode pool = PoolMode.OWN;

  /** Most connections of Cloakroom's own pool. It begins with one. */
  private int poolSize = 10;

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
