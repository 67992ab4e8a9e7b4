package io.cloakroom.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassAllowListTests {

  private final ClassAllowList allowed = new ClassAllowList(List.of("com.acme.shop"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.acme.shop",
        "com.acme.shop.Cart",
        "com.acme.shop.deep.Cart$Line",
        "[[Lcom.acme.shop.Cart;",
        "[I",
        "java.lang.String",
        "java.util.Collections$UnmodifiableSet",
        "java.time.Instant",
        "org.springframework.security.core.context.SecurityContextImpl",
      })
  void isAllowed(String name) {
    assertThat(allowed.allows(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "com.acme.shopping.Cart",
        "com.acme.Cart",
        "com.acme.shop.Cart$$SpringCGLIB$$0",
        "com.acme.shop.Cart$$Lambda/0x0123",
        "com.acme.shop.$Proxy12",
        "java.util.ServiceLoader",
        "java.util.concurrent.ThreadPoolExecutor",
        "java.lang.Thread",
        "org.springframework.security.web.FilterChainProxy",
        "org.springframework.context.support.GenericApplicationContext",
        "[Lcom.acme.Cart;",
        "[Lcom.acme.shop.Cart",
        "[com.acme.shop.Cart",
        "[[[[[[[[[I",
        "[X",
        "[",
      })
  void isRefused(String name) {
    assertThat(allowed.allows(name)).isFalse();
  }

  @Test
  void ofSpringOnlyWhatIsSerializableIsAllowed() throws ClassNotFoundException {
    String manager = "org.springframework.security.authentication.ProviderManager";

    assertThat(allowed.allows(manager)).as("by its name").isTrue();
    assertThat(allowed.allows(Class.forName(manager))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com",
        "org",
        "net",
        "io",
        "ch",
        "tools",
        "java",
        "java.util",
        "javax.naming",
        "jakarta",
        "sun",
        "com.sun",
        "jdk.internal",
        "kotlin",
        "org.springframework",
        "org.apache",
        "com.fasterxml",
        "org.hibernate",
        "com.zaxxer"
      })
  void entryThatIsTooBroadIsRefused(String entry) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClassAllowList(List.of(entry)))
        .withMessageContaining("'" + entry + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.acme",
        "shop",
        "iot",
        "org.acme",
        "organic",
        "javafun",
        "org.springframework.data.domain",
        "com.acme.shop.Cart",
        "com.acme.shop.Cart$Line"
      })
  void packageOrClassOfTheApplicationIsAccepted(String entry) {
    assertThatCode(() -> new ClassAllowList(List.of(entry))).doesNotThrowAnyException();
  }

  @Test
  void classAloneMayBeNamed() {
    ClassAllowList one = new ClassAllowList(List.of("com.acme.Money"));

    assertThat(one.allows("com.acme.Money")).isTrue();
    assertThat(one.allows("com.acme.Money$Part")).isTrue();
    assertThat(one.allows("com.acme.MoneyLaundry")).isFalse();
  }
}
