package io.cloakroom.autoconfigure;

import io.cloakroom.lifecycle.SessionManager;
import io.cloakroom.repository.SessionRepository;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Stops an application that cannot keep its sessions before anything is opened: no pool, no
 * migration, no web server.
 */
final class StoreSelectionGuard implements BeanFactoryPostProcessor {

  private static final String SPRING_SESSION = "org.springframework.session.SessionRepository";
  private static final String DATA_SOURCE = "javax.sql.DataSource";
  private static final String BOOT_JDBC = "org.springframework.boot.jdbc.autoconfigure.";

  private final Environment environment;

  StoreSelectionGuard(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    refuseSpringSession(beans);
    boolean ownRepository = names(beans, SessionRepository.class).length > 0;
    SessionStore store = chosen();
    if (store == null) {
      if (!ownRepository) {
        throw notChosen(beans);
      }
      return;
    }
    if (AotDetector.useGeneratedArtifacts()) {
      refuseOtherStore(beans, store);
    } else if (store.hasRepository() ? !ownRepository : !keepsSessions(beans)) {
      throw missing(beans, store);
    }
    if (ConditionalOnCarriedAttributes.Named.matches(environment)) {
      requireTokens(beans);
    }
    if (store == SessionStore.JDBC
        && beans.containsBeanDefinition(JdbcStoreConfiguration.REPOSITORY)
        && names(beans, DATA_SOURCE).length == 0) {
      throw new StoreStartException(
          "cloakroom.store is jdbc, but the application has no DataSource.",
          "Set spring.datasource.url, and add the database's JDBC driver to the dependencies (for example org.postgresql:postgresql).");
    }
    if (store == SessionStore.JDBC
        && beans.containsBeanDefinition(JdbcStoreConfiguration.REPOSITORY)
        && dataSourceIsMadeOfProperties(beans)) {
      BootDataSourceCheck.check(environment, beans.getBeanClassLoader());
    }
  }

  private static void requireTokens(ConfigurableListableBeanFactory beans) {
    for (String name : SessionStore.JWT.requiredClasses()) {
      if (!ClassUtils.isPresent(name, beans.getBeanClassLoader())) {
        throw new StoreStartException(
            "%s names attributes, but class %s is missing."
                .formatted(ConditionalOnCarriedAttributes.Named.PROPERTY, name),
            SessionStore.JWT.remedy());
      }
    }
    if (beans.containsBeanDefinition(CloakroomAutoConfiguration.STORED_MANAGER)) {
      throw new StoreStartException(
          "%s names attributes, but the application was processed ahead of time without it."
              .formatted(ConditionalOnCarriedAttributes.Named.PROPERTY),
          "Process the application again with it, or leave it out.");
    }
  }

  private static boolean keepsSessions(ConfigurableListableBeanFactory beans) {
    return names(beans, SessionManager.class).length > 0;
  }

  /** Neither a bean of the application nor a container or anything else says where to connect. */
  private static boolean dataSourceIsMadeOfProperties(ConfigurableListableBeanFactory beans) {
    return !AotDetector.useGeneratedArtifacts()
        && names(beans, BOOT_JDBC + "PropertiesJdbcConnectionDetails").length == 1
        && names(beans, BOOT_JDBC + "DataSourceProperties").length == 1;
  }

  private @Nullable SessionStore chosen() {
    // Binds the enum, so that a mistyped value gets Boot's own message with the valid ones.
    return Binder.get(environment)
        .bind("cloakroom.store", Bindable.of(SessionStore.class))
        .orElse(null);
  }

  private static void refuseSpringSession(ConfigurableListableBeanFactory beans) {
    String[] others = names(beans, SPRING_SESSION);
    if (others.length > 0) {
      throw new StoreStartException(
          "Spring Session is active too (bean '"
              + others[0]
              + "'), and would wrap each request a second time.",
          "Remove Spring Session's dependencies and its configuration, or set cloakroom.enabled=false.");
    }
  }

  /** Ahead of time, the conditions saw another store than this one. */
  private static void refuseOtherStore(ConfigurableListableBeanFactory beans, SessionStore store) {
    for (SessionStore other : SessionStore.values()) {
      if (other != store && beans.containsBeanDefinition(other.keepingBean())) {
        throw new StoreStartException(
            "cloakroom.store is %s, but the application was processed ahead of time for %s."
                .formatted(store.property(), other.property()),
            "Process the application again with cloakroom.store=%s, or start it with cloakroom.store=%s."
                .formatted(store.property(), other.property()));
      }
    }
  }

  private static StoreStartException missing(
      ConfigurableListableBeanFactory beans, SessionStore store) {
    String missing =
        store.requiredClasses().stream()
            .filter(name -> !ClassUtils.isPresent(name, beans.getBeanClassLoader()))
            .findFirst()
            .orElse("unknown");
    return new StoreStartException(
        "cloakroom.store is %s, but class %s is missing.".formatted(store.property(), missing),
        store.remedy());
  }

  private StoreStartException notChosen(ConfigurableListableBeanFactory beans) {
    List<String> seen = new ArrayList<>();
    String[] dataSources = names(beans, DATA_SOURCE);
    if (dataSources.length > 0) {
      seen.add("DataSource " + Arrays.toString(dataSources));
    }
    String[] factories =
        names(beans, "org.springframework.data.redis.connection.RedisConnectionFactory");
    if (factories.length > 0) {
      seen.add("RedisConnectionFactory " + Arrays.toString(factories));
    }
    if (Binder.get(environment)
        .bind("spring.data.redis", Bindable.mapOf(String.class, Object.class))
        .isBound()) {
      seen.add("spring.data.redis.* is set");
    }
    return new StoreStartException(
        "cloakroom.store is not set, so it is unknown where to keep sessions. Seen: "
            + (seen.isEmpty() ? "neither a DataSource nor Redis settings" : String.join("; ", seen))
            + ".",
        "Add one line to the configuration: cloakroom.store=redis, cloakroom.store=jdbc or cloakroom.store=memcached, or cloakroom.store=jwt for none at all. To leave sessions to the web server: cloakroom.enabled=false.");
  }

  private static String[] names(ConfigurableListableBeanFactory beans, String type) {
    try {
      return names(beans, ClassUtils.forName(type, beans.getBeanClassLoader()));
    } catch (ClassNotFoundException | LinkageError e) {
      return new String[0];
    }
  }

  private static String[] names(ConfigurableListableBeanFactory beans, Class<?> type) {
    return beans.getBeanNamesForType(type, true, false);
  }
}
