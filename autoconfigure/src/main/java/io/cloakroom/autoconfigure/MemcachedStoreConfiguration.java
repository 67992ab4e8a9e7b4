package io.cloakroom.autoconfigure;

import io.cloakroom.SessionStoreUnavailableException;
import io.cloakroom.repository.SessionRepository;
import io.cloakroom.repository.TouchPolicy;
import io.cloakroom.repository.memcached.MemcachedCredentials;
import io.cloakroom.repository.memcached.MemcachedServer;
import io.cloakroom.repository.memcached.MemcachedSessionRepository;
import io.cloakroom.repository.memcached.MemcachedSettings;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import net.spy.memcached.ClientMode;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps sessions in Memcached. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(ClientMode.class)
@ConditionalOnProperty(name = "cloakroom.store", havingValue = "memcached")
class MemcachedStoreConfiguration {

  /** Name of the bean. */
  static final String REPOSITORY = "cloakroomMemcachedSessionRepository";

  private static final String PREFIX = "cloakroom.memcached.";
  private static final int FIRST_TRIES = 10;

  @Bean(REPOSITORY)
  @ConditionalOnMissingBean(SessionRepository.class)
  MemcachedSessionRepository cloakroomMemcachedSessionRepository(
      CloakroomProperties properties, TouchPolicy touches, ObjectProvider<SslBundles> sslBundles) {
    MemcachedStoreProperties settings = properties.getMemcached();
    List<MemcachedServer> servers = servers(settings);
    MemcachedSessionRepository repository =
        new MemcachedSessionRepository(
            new MemcachedSettings(
                servers,
                properties.getNamespace(),
                touches,
                settings.getConnectTimeout(),
                settings.getCommandTimeout(),
                credentials(settings),
                tls(settings.getSsl(), sslBundles.getIfAvailable())));
    Map<MemcachedServer, SessionStoreUnavailableException> away = connect(repository);
    if (away.size() == servers.size()) {
      repository.close();
      SessionStoreUnavailableException first = away.values().iterator().next();
      throw new StoreStartException(
          "cloakroom.store is memcached, but it cannot be used: " + first.getMessage(),
          "Start Memcached there, or correct cloakroom.memcached.* (servers, username, password, ssl).",
          first);
    }
    return repository;
  }

  /** Returns what the property says. */
  static List<MemcachedServer> servers(MemcachedStoreProperties settings) {
    List<String> texts = settings.getServers();
    try {
      List<MemcachedServer> servers = texts.stream().map(MemcachedServer::parse).toList();
      if (servers.isEmpty() || servers.stream().distinct().count() < servers.size()) {
        throw new IllegalArgumentException("There must be at least one server, and none twice");
      }
      return servers;
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigurationPropertyValueException(
          PREFIX + "servers", texts, e.getMessage() + ".");
    }
  }

  /**
   * The first connection of a virtual machine takes longer than any command may. With several
   * servers, those that are there must do.
   */
  private static Map<MemcachedServer, SessionStoreUnavailableException> connect(
      MemcachedSessionRepository repository) {
    Map<MemcachedServer, SessionStoreUnavailableException> away = repository.away();
    for (int attempt = 1; !away.isEmpty() && attempt < FIRST_TRIES; attempt++) {
      away = repository.away();
    }
    return away;
  }

  private static @Nullable MemcachedCredentials credentials(MemcachedStoreProperties settings) {
    String username = settings.getUsername();
    String password = settings.getPassword();
    if (username == null && password == null) {
      return null;
    }
    try {
      return new MemcachedCredentials(
          username == null ? "" : username, password == null ? "" : password);
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigurationPropertyValueException(
          PREFIX + (username == null ? "username" : "password"),
          "(hidden)",
          e.getMessage() + "; neither is set without the other.");
    }
  }

  private static @Nullable SSLContext tls(
      MemcachedStoreProperties.Ssl ssl, @Nullable SslBundles bundles) {
    String bundle = ssl.getBundle();
    if (Boolean.FALSE.equals(ssl.getEnabled()) || (ssl.getEnabled() == null && bundle == null)) {
      return null;
    }
    try {
      if (bundle == null) {
        return SSLContext.getDefault();
      }
      if (bundles != null) {
        return bundles.getBundle(bundle).createSslContext();
      }
    } catch (NoSuchSslBundleException | NoSuchAlgorithmException e) {
      // Said below.
    }
    throw new StoreStartException(
        "cloakroom.memcached.ssl.bundle is '" + bundle + "', but there is no such SSL bundle.",
        "Define the bundle below spring.ssl.bundle.*");
  }
}
