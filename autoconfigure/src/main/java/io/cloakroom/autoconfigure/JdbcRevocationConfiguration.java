package io.cloakroom.autoconfigure;

import com.zaxxer.hikari.HikariDataSource;
import io.cloakroom.repository.RevocationStore;
import io.cloakroom.repository.TouchPolicy;
import io.cloakroom.repository.jdbc.JdbcRevocationStore;
import io.cloakroom.revocation.Revocations;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * Keeps in the application's database which tokens do not count any more, over a pool of its own.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({SQLExceptionTranslator.class, HikariDataSource.class, Flyway.class})
@ConditionalOnRevocation(RevocationMode.JDBC)
@Import(DatabaseInitializationDependencyConfigurer.class)
class JdbcRevocationConfiguration {

  @Bean
  @ConditionalOnMissingBean({RevocationStore.class, Revocations.class})
  @DependsOnDatabaseInitialization
  JdbcRevocationStore cloakroomJdbcRevocationStore(
      CloakroomProperties properties,
      TouchPolicy touches,
      @SessionDataSource ObjectProvider<DataSource> marked,
      ObjectProvider<DataSource> application) {
    return new JdbcAccess(
            RevocationConfiguration.PROPERTY + " is jdbc", properties.getJdbc(), touches)
        .open(marked, application, JdbcRevocationStore::new);
  }
}
