package io.cloakroom.codec;

import java.io.Serializable;
import java.util.List;

/**
 * The packages of Spring whose objects Spring itself puts into sessions. Only their serializable
 * classes are meant: {@code org.springframework.security.web} has filters too.
 */
final class SpringTypes {

  private static final List<String> PACKAGES =
      List.of(
          "org.springframework.context.support.DefaultMessageSourceResolvable",
          "org.springframework.security.authentication.",
          "org.springframework.security.authorization.",
          "org.springframework.security.cas.authentication.",
          "org.springframework.security.core.",
          "org.springframework.security.ldap.userdetails.",
          "org.springframework.security.oauth2.client.",
          "org.springframework.security.oauth2.core.",
          "org.springframework.security.oauth2.jwt.",
          "org.springframework.security.oauth2.server.resource.",
          "org.springframework.security.saml2.core.",
          "org.springframework.security.saml2.provider.service.authentication.",
          "org.springframework.security.web.authentication.",
          "org.springframework.security.web.csrf.",
          "org.springframework.security.web.savedrequest.",
          "org.springframework.security.web.server.csrf.",
          "org.springframework.security.web.webauthn.",
          "org.springframework.util.",
          "org.springframework.validation.",
          "org.springframework.web.bind.support.",
          "org.springframework.web.servlet.FlashMap");

  /** Values that an older Spring Security does not make serializable, and stores all the same. */
  private static final String WEB_AUTHN_VALUES = "org.springframework.security.web.webauthn.api.";

  private SpringTypes() {}

  static boolean contains(Class<?> type) {
    String name = type.getName();
    return mayContain(name)
        && (Serializable.class.isAssignableFrom(type) || name.startsWith(WEB_AUTHN_VALUES));
  }

  static boolean mayContain(String name) {
    return PACKAGES.stream().anyMatch(name::startsWith) && !name.contains("$$");
  }
}
