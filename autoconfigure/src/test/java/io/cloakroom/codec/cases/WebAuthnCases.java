package io.cloakroom.codec.cases;

import static io.cloakroom.codec.cases.SecurityCases.AUTHORITIES;
import static io.cloakroom.codec.cases.SecurityCases.context;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.security.web.webauthn.api.AttestationConveyancePreference;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.ImmutableAuthenticationExtensionsClientInput;
import org.springframework.security.web.webauthn.api.ImmutableAuthenticationExtensionsClientInputs;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialDescriptor;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialParameters;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.authentication.WebAuthnAuthentication;

/** What Spring Security keeps while a passkey is made or used. */
final class WebAuthnCases {

  /** Spring Security 7.0 keeps them in the session, where JDK serialization cannot hold them. */
  private static final Expected CREATION_BY_JDK =
      Serializable.class.isAssignableFrom(PublicKeyCredentialCreationOptions.class)
          ? Expected.EXACT
          : Expected.refused("is not Serializable", "PublicKeyCredentialCreationOptions");

  private WebAuthnCases() {}

  static List<SessionValue> all() {
    return new Theme("Spring Security: passkeys")
        .value(
            "PublicKeyCredentialCreationOptions",
            WebAuthnCases::creation,
            Expected.EXACT,
            CREATION_BY_JDK)
        .exact("PublicKeyCredentialRequestOptions", WebAuthnCases::request)
        .exact(
            "WebAuthnAuthentication",
            () -> context(new WebAuthnAuthentication(user(), AUTHORITIES)))
        .values();
  }

  private static PublicKeyCredentialCreationOptions creation() {
    return PublicKeyCredentialCreationOptions.builder()
        .rp(PublicKeyCredentialRpEntity.builder().id("example.org").name("Example").build())
        .user(user())
        .challenge(new Bytes(new byte[] {5, 6, 7}))
        .pubKeyCredParams(PublicKeyCredentialParameters.ES256, PublicKeyCredentialParameters.RS256)
        .timeout(Duration.ofMinutes(5))
        .excludeCredentials(List.of(credential()))
        .authenticatorSelection(
            AuthenticatorSelectionCriteria.builder()
                .userVerification(UserVerificationRequirement.PREFERRED)
                .residentKey(ResidentKeyRequirement.REQUIRED)
                .build())
        .attestation(AttestationConveyancePreference.NONE)
        .extensions(
            new ImmutableAuthenticationExtensionsClientInputs(
                ImmutableAuthenticationExtensionsClientInput.credProps))
        .build();
  }

  private static PublicKeyCredentialRequestOptions request() {
    return PublicKeyCredentialRequestOptions.builder()
        .challenge(new Bytes(new byte[] {1, 2, 3}))
        .rpId("example.org")
        .timeout(Duration.ofMinutes(5))
        .allowCredentials(List.of(credential()))
        .userVerification(UserVerificationRequirement.PREFERRED)
        .build();
  }

  private static PublicKeyCredentialUserEntity user() {
    return ImmutablePublicKeyCredentialUserEntity.builder()
        .id(new Bytes(new byte[] {1, 2}))
        .name("alice")
        .displayName("Alice")
        .build();
  }

  private static PublicKeyCredentialDescriptor credential() {
    return PublicKeyCredentialDescriptor.builder()
        .id(new Bytes(new byte[] {9}))
        .transports(Set.of(AuthenticatorTransport.USB))
        .build();
  }
}
