package io.cloakroom.autoconfigure;

import com.zaxxer.hikari.HikariDataSource;
import io.cloakroom.autoconfigure.CloakroomProperties.Jdbc;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.TouchPolicy;
import io.cloakroom.repository.jdbc.JdbcSchema;
import io.cloakroom.repository.jdbc.JdbcSessionRepository;
import io.cloakroom.repository.jdbc.JdbcStoreSettings;
import io.cloakroom.repository.jdbc.SessionPool;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * Keeps sessions in the application's database, over a small pool of Cloakroom's own, which is no
 * bean. Its table is made after the application's own migrations, by a Flyway object that is no
 * bean.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({SQLExceptionTranslator.class, HikariDataSource.class, Flyway.class})
@ConditionalOnProperty(name = "cloakroom.store", havingValue = "jdbc")
@Import(DatabaseInitializationDependencyConfigurer.class)
class JdbcStoreConfiguration {

  /** Name of the bean, for the guard that looks whether there is a DataSource for it. */
  static final String REPOSITORY = "cloakroomJdbcSessionRepository";

  @Bean(REPOSITORY)
  @ConditionalOnMissingBean(SessionRepository.class)
  @DependsOnDatabaseInitialization
  JdbcSessionRepository cloakroomJdbcSessionRepository(
      CloakroomProperties properties,
      TouchPolicy touches,
      @SessionDataSource ObjectProvider<DataSource> marked,
      ObjectProvider<DataSource> application) {
    Jdbc jdbc = properties.getJdbc();
    JdbcStoreSettings settings =
        new JdbcStoreSettings(
            jdbc.getTableName(),
            jdbc.getSchemaName(),
            jdbc.getExpiryBucket(),
            touches,
            jdbc.getCommandTimeout());
    DataSource own = marked.getIfAvailable();
    if (own != null) {
      return open(own, () -> {}, settings, jdbc);
    }
    DataSource shared = unique(application);
    if (jdbc.getPool() == Jdbc.PoolMode.SHARED) {
      return open(SessionPool.target(shared), () -> {}, settings, jdbc);
    }
    HikariDataSource pool = pool(shared, jdbc);
    try {
      return open(pool, pool::close, settings, jdbc);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  private static JdbcSessionRepository open(
      DataSource dataSource, Runnable closing, JdbcStoreSettings settings, Jdbc jdbc) {
    new JdbcSchema(dataSource, settings).apply(jdbc.getSchema());
    return new JdbcSessionRepository(dataSource, settings, closing);
  }

  private static HikariDataSource pool(DataSource application, Jdbc jdbc) {
    try {
      return SessionPool.like(application, jdbc.getPoolSize(), jdbc.getConnectTimeout());
    } catch (RuntimeException e) {
      throw new StoreStartException(
          "cloakroom.store is jdbc, but the database of spring.datasource cannot be used: "
              + rootMessage(e),
          "Start the database, or correct spring.datasource.* (url, username, password) and the JDBC driver among the dependencies.",
          e);
    }
  }

  private static DataSource unique(ObjectProvider<DataSource> application) {
    DataSource unique = application.getIfUnique();
    if (unique == null) {
      throw new StoreStartException(
          "cloakroom.store is jdbc, and the application has several DataSource beans.",
          "Mark the one that sessions are to be kept in with @SessionDataSource, or one as @Primary.");
    }
    return unique;
  }

  private static @Nullable String rootMessage(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage();
  }
}
