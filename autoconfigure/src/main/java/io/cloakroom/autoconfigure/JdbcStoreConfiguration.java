package io.cloakroom.autoconfigure;

import com.zaxxer.hikari.HikariDataSource;
import io.cloakroom.SessionStoreException;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.TouchPolicy;
import io.cloakroom.repository.jdbc.JdbcSchema;
import io.cloakroom.repository.jdbc.JdbcSessionRepository;
import io.cloakroom.repository.jdbc.JdbcSettings;
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

  /** Name of the bean. */
  static final String REPOSITORY = "cloakroomJdbcSessionRepository";

  @Bean(REPOSITORY)
  @ConditionalOnMissingBean(SessionRepository.class)
  @DependsOnDatabaseInitialization
  JdbcSessionRepository cloakroomJdbcSessionRepository(
      CloakroomProperties properties,
      TouchPolicy touches,
      @SessionDataSource ObjectProvider<DataSource> marked,
      ObjectProvider<DataSource> application) {
    JdbcStoreProperties jdbc = properties.getJdbc();
    JdbcSettings settings =
        new JdbcSettings(
            jdbc.getTableName(),
            jdbc.getSchemaName(),
            touches,
            jdbc.getExpiryBucket(),
            jdbc.getCommandTimeout());
    DataSource own = marked.getIfAvailable();
    DataSource dataSource = own == null ? unique(application) : own;
    boolean asItIs = own != null || jdbc.getPool() == JdbcStoreProperties.PoolMode.SHARED;
    try {
      new JdbcSchema(dataSource, settings).prepare(jdbc.getSchema());
      return new JdbcSessionRepository(asItIs ? dataSource : pool(dataSource, jdbc), settings);
    } catch (SessionStoreException | IllegalArgumentException e) {
      throw new StoreStartException(
          "cloakroom.store is jdbc, but its database cannot be used: %s (%s)"
              .formatted(e.getMessage(), rootMessage(e)),
          "Start the database, or correct spring.datasource.* (url, username, password) and the rights of its user.",
          e);
    }
  }

  private static SessionPool pool(DataSource application, JdbcStoreProperties jdbc) {
    return SessionPool.of(
        application, jdbc.getPoolSize(), jdbc.getConnectTimeout(), jdbc.getCommandTimeout());
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
