package io.cloakroom.sample.where;

import io.cloakroom.repository.SessionRepository;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts a stopwatch between Cloakroom and its store, whichever that is. */
@Configuration(proxyBeanMethods = false)
class StoreCallsConfiguration {

  @Bean
  static BeanPostProcessor storeStopwatch(ObjectProvider<StoreCalls> calls) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof SessionRepository store ? timed(store, calls.getObject()) : bean;
      }
    };
  }

  private static SessionRepository timed(SessionRepository store, StoreCalls calls) {
    return (SessionRepository)
        Proxy.newProxyInstance(
            SessionRepository.class.getClassLoader(),
            new Class<?>[] {SessionRepository.class},
            (proxy, method, arguments) -> {
              long began = System.nanoTime();
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              } finally {
                // What it can do at all, it knows by itself.
                if (method.getReturnType() != Optional.class) {
                  calls.add(method.getName(), Duration.ofNanos(System.nanoTime() - began));
                }
              }
            });
  }
}
