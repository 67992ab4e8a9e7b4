package io.cloakroom.codec.cases;

import static io.cloakroom.codec.cases.Expected.different;
import static io.cloakroom.codec.cases.SecurityCases.AUTHORITIES;
import static io.cloakroom.codec.cases.SecurityCases.context;

import io.cloakroom.codec.cases.app.Principals;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;
import org.springframework.security.oauth2.core.user.DefaultOAuth2User;

/** What Spring Security's OAuth 2 and OpenID Connect clients put into a session. */
final class OAuth2Cases {

  private static final Instant ISSUED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant EXPIRES = ISSUED.plusSeconds(3600);
  private static final String ISSUER = "https://accounts.example.org";

  private OAuth2Cases() {}

  static List<SessionValue> all() {
    return new Theme("Spring Security: OAuth 2 and OpenID Connect")
        .exact(
            "DefaultOidcUser, the issuer a URL", () -> login(oidcUser(URI.create(ISSUER).toURL())))
        .exact("DefaultOidcUser, the issuer a String", () -> login(oidcUser(ISSUER)))
        .exact("DefaultOAuth2User", OAuth2Cases::gitHubUser)
        .exact(
            "the application's OidcUser",
            () -> login(new Principals.Member(oidcUser(ISSUER), "extra")))
        .exact("OAuth2AuthorizationRequest", OAuth2Cases::authorizationRequest)
        .exactWithJdk(
            "map of OAuth2AuthorizedClients, as in the session's repository",
            OAuth2Cases::authorizedClients,
            different(
                "without the reference of UserInfoEndpoint to its outer instance, which no code"
                    + " uses",
                "${google}.clientRegistration.providerDetails.userInfoEndpoint.this$1"))
        .values();
  }

  private static SecurityContext login(OidcUser user) {
    return context(new OAuth2AuthenticationToken(user, user.getAuthorities(), "google"));
  }

  private static DefaultOidcUser oidcUser(Object issuer) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", "1234567890");
    claims.put("iss", issuer);
    claims.put("aud", List.of("id"));
    claims.put("exp", EXPIRES);
    claims.put("iat", ISSUED);
    claims.put("email", "alice@example.org");
    claims.put("email_verified", true);
    claims.put("nested", Map.of("k", List.of(1L, 2L)));
    claims.put("auth_time", 1_735_689_600L);
    OidcIdToken token = new OidcIdToken("eyJhbGciOi.very.long", ISSUED, EXPIRES, claims);
    OidcUserInfo info = new OidcUserInfo(ordered("sub", "1234567890", "name", "Alice"));
    return new DefaultOidcUser(
        Set.of(
            new OidcUserAuthority("OIDC_USER", token, info),
            new SimpleGrantedAuthority("SCOPE_openid")),
        token,
        info,
        "sub");
  }

  private static SecurityContext gitHubUser() {
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    attributes.put("login", "octo");
    attributes.put("id", 583_231);
    attributes.put("big", 5_832_310_000_000L);
    attributes.put("plan", new LinkedHashMap<>(Map.of("space", 5)));
    attributes.put("none", null);
    DefaultOAuth2User user = new DefaultOAuth2User(AUTHORITIES, attributes, "login");
    return context(new OAuth2AuthenticationToken(user, AUTHORITIES, "github"));
  }

  private static OAuth2AuthorizationRequest authorizationRequest() {
    return OAuth2AuthorizationRequest.authorizationCode()
        .authorizationUri("https://accounts.example.org/authorize")
        .clientId("client")
        .redirectUri("https://shop.example.org/login")
        .scopes(Set.of("openid"))
        .state("state")
        .additionalParameters(Map.of("nonce", "n"))
        .attributes(ordered("registration_id", "google", "code_verifier", "v"))
        .build();
  }

  private static Map<String, OAuth2AuthorizedClient> authorizedClients() {
    OAuth2AccessToken access =
        new OAuth2AccessToken(
            OAuth2AccessToken.TokenType.BEARER, "access", ISSUED, EXPIRES, Set.of("openid"));
    OAuth2RefreshToken refresh = new OAuth2RefreshToken("refresh", ISSUED);
    return new HashMap<>(
        Map.of("google", new OAuth2AuthorizedClient(registration(), "alice", access, refresh)));
  }

  private static ClientRegistration registration() {
    return ClientRegistration.withRegistrationId("google")
        .clientId("id")
        .clientSecret("secret")
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
        .redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
        .scope("openid", "email")
        .authorizationUri(ISSUER + "/authorize")
        .tokenUri(ISSUER + "/token")
        .userInfoUri(ISSUER + "/userinfo")
        .jwkSetUri(ISSUER + "/jwks")
        .issuerUri(ISSUER)
        .userNameAttributeName("sub")
        .clientName("Google")
        .build();
  }

  /** Unlike that of {@link Map#of}, the order is the same in each JVM, and so in the fixtures. */
  private static Map<String, Object> ordered(String key, Object value, String next, Object other) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(key, value);
    map.put(next, other);
    return map;
  }
}
