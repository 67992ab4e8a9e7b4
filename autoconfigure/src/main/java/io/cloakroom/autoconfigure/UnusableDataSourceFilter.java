package io.cloakroom.autoconfigure;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Keeps Boot from making a DataSource that can only fail: the starter brings a connection pool, and
 * an application that keeps its sessions in Redis may have no database at all.
 */
final class UnusableDataSourceFilter
    implements AutoConfigurationImportFilter, EnvironmentAware, BeanClassLoaderAware {

  private static final String DATA_SOURCE_AUTO_CONFIGURATION =
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration";
  private static final String DRIVER_SERVICE = "META-INF/services/java.sql.Driver";

  private @Nullable Environment environment;
  private @Nullable ClassLoader classLoader;

  @Override
  public void setEnvironment(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void setBeanClassLoader(ClassLoader classLoader) {
    this.classLoader = classLoader;
  }

  @Override
  public boolean[] match(@Nullable String[] names, AutoConfigurationMetadata metadata) {
    boolean[] matches = new boolean[names.length];
    for (int i = 0; i < names.length; i++) {
      matches[i] = !DATA_SOURCE_AUTO_CONFIGURATION.equals(names[i]) || usable();
    }
    return matches;
  }

  private boolean usable() {
    if (environment == null || classLoader == null) {
      return true;
    }
    boolean jdbc = "jdbc".equalsIgnoreCase(environment.getProperty("cloakroom.store"));
    return jdbc
        || classLoader.getResource(DRIVER_SERVICE) != null
        || Binder.get(environment).bind("spring.datasource", Bindable.of(Map.class)).isBound();
  }
}
