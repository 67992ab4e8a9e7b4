package io.cloakroom.autoconfigure;

import com.zaxxer.hikari.HikariDataSource;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.TouchPolicy;
import io.cloakroom.repository.jdbc.JdbcSessionRepository;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
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
    return new JdbcAccess("cloakroom.store is jdbc", properties.getJdbc(), touches)
        .open(marked, application, JdbcSessionRepository::new);
  }
}
