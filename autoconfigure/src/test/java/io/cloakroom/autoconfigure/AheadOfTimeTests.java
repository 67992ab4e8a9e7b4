package io.cloakroom.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloakroom.identity.Identity;
import io.cloakroom.identity.IdentityTokens;
import io.cloakroom.identity.KeyFiles;
import io.cloakroom.repository.SessionRepository;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.aot.AotDetector;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigUtils;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.context.support.GenericWebApplicationContext;

/** An application that was processed ahead of time is bound to the store of that time. */
@CompileWithForkedClassLoader
class AheadOfTimeTests {

  private final Map<String, Object> database =
      new HashMap<>(Map.of("spring.datasource.url", "jdbc:h2:mem:" + UUID.randomUUID()));

  @AfterEach
  void forget() {
    SpringProperties.setProperty(AotDetector.AOT_ENABLED, null);
  }

  @Test
  void startsWithTheStoreItWasProcessedFor() {
    processedForJdbc(
        initializer -> {
          try (GenericWebApplicationContext context = context("jdbc")) {
            initializer.initialize(context);
            context.refresh();

            assertThat(context.getBean(SessionRepository.class)).isNotNull();
          }
        });
  }

  @Test
  void tellsOtherServicesWhoIsSignedIn() {
    database.put("spring.application.name", "shop");
    database.put("cloakroom.jwt.identity.enabled", "true");
    database.put("cloakroom.jwt.identity.keys", KeyFiles.pem());
    processedForJdbc(
        initializer -> {
          try (GenericWebApplicationContext context = context("jdbc")) {
            initializer.initialize(context);
            context.refresh();

            assertThat(
                    context
                        .getBean(IdentityTokens.class)
                        .issue(new Identity("alice", Set.of()), "billing"))
                .isNotBlank();
          }
        });
  }

  @Test
  void refusesToStartWithAnother() {
    processedForJdbc(
        initializer -> {
          try (GenericWebApplicationContext context = context("redis")) {
            initializer.initialize(context);

            assertThatExceptionOfType(StoreStartException.class)
                .isThrownBy(context::refresh)
                .withMessageContaining("processed ahead of time for jdbc");
          }
        });
  }

  @Test
  void refusesToStartWithCarriedAttributesThatItWasProcessedWithout() {
    processedForJdbc(
        initializer -> {
          try (GenericWebApplicationContext context = context("jdbc")) {
            context
                .getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("hybrid", Map.of("cloakroom.jwt.carry", "user")));
            initializer.initialize(context);

            assertThatExceptionOfType(StoreStartException.class)
                .isThrownBy(context::refresh)
                .withMessageContaining("processed ahead of time without it");
          }
        });
  }

  @SuppressWarnings("unchecked")
  private void processedForJdbc(
      Consumer<ApplicationContextInitializer<GenericApplicationContext>> test) {
    TestGenerationContext generation = new TestGenerationContext(Shop.class);
    try (GenericWebApplicationContext context = context("jdbc")) {
      AnnotationConfigUtils.registerAnnotationConfigProcessors(context);
      context.registerBean(Shop.class);
      new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
    }
    generation.writeGeneratedContent();
    TestCompiler.forSystem()
        .with(generation)
        .compile(
            compiled -> {
              SpringProperties.setFlag(AotDetector.AOT_ENABLED);
              test.accept(compiled.getInstance(ApplicationContextInitializer.class));
            });
  }

  private GenericWebApplicationContext context(String store) {
    GenericWebApplicationContext context =
        new GenericWebApplicationContext(new MockServletContext());
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("database", database));
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("store", Map.of("cloakroom.store", store)));
    return context;
  }

  /** The smallest application there is. */
  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({CloakroomAutoConfiguration.class, DataSourceAutoConfiguration.class})
  static class Shop {}
}
