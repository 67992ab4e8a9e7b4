package io.cloakroom.autoconfigure;

import static org.springframework.security.config.Customizer.withDefaults;
import static org.springframework.security.core.authority.FactorGrantedAuthority.OTT_AUTHORITY;
import static org.springframework.security.core.authority.FactorGrantedAuthority.PASSWORD_AUTHORITY;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.ott.InMemoryOneTimeTokenService;
import org.springframework.security.authentication.ott.OneTimeTokenService;
import org.springframework.security.authorization.AuthorizationManagerFactories;
import org.springframework.security.authorization.AuthorizationManagerFactory;
import org.springframework.security.config.annotation.authorization.EnableMultiFactorAuthentication;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.annotation.RegisteredOAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.WebAttributes;
import org.springframework.security.web.authentication.ott.RedirectOneTimeTokenGenerationSuccessHandler;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.authentication.HttpSessionPublicKeyCredentialRequestOptionsRepository;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.SessionAttribute;

/** An application that uses every way to sign in, as Spring Security's manual shows them. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableMultiFactorAuthentication(authorities = {})
class SecuredApplication {

  /** One-time tokens that were sent to a person. */
  static final ConcurrentLinkedQueue<String> MAILED = new ConcurrentLinkedQueue<>();

  /** What a database would hold for all nodes. */
  private static final OneTimeTokenService TOKENS = new InMemoryOneTimeTokenService();

  @Bean
  SecurityFilterChain security(HttpSecurity http) {
    AuthorizationManagerFactory<Object> twoFactors =
        AuthorizationManagerFactories.multiFactor()
            .requireFactors(PASSWORD_AUTHORITY, OTT_AUTHORITY)
            .build();
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/vault")
                    .access(twoFactors.authenticated())
                    .requestMatchers("/csrf", "/failure", "/passkey/**")
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .formLogin(withDefaults())
        .httpBasic(withDefaults())
        .rememberMe(remember -> remember.key("the same on all nodes"))
        .oneTimeTokenLogin(
            login ->
                login
                    .tokenService(TOKENS)
                    .tokenGenerationSuccessHandler(
                        (request, response, token) -> {
                          MAILED.add(token.getTokenValue());
                          new RedirectOneTimeTokenGenerationSuccessHandler("/login/ott")
                              .handle(request, response, token);
                        }))
        .oauth2Login(withDefaults())
        .build();
  }

  /** One that never encodes a password anew, which other nodes would not know of. */
  @Bean
  UserDetailsService users() {
    InMemoryUserDetailsManager users =
        new InMemoryUserDetailsManager(
            User.withUsername("alice").password("{noop}wonderland").roles("USER").build());
    return name -> users.loadUserByUsername(name);
  }

  @Bean
  ClientRegistrationRepository clients(Environment environment) {
    String issuer = environment.getRequiredProperty("test.issuer");
    return new InMemoryClientRegistrationRepository(
        ClientRegistration.withRegistrationId("desk")
            .clientId(OidcProvider.CLIENT)
            .clientSecret("secret")
            .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
            .redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
            .scope("openid")
            .issuerUri(issuer)
            .authorizationUri(issuer + "/authorize")
            .tokenUri(issuer + "/token")
            .jwkSetUri(issuer + "/keys")
            .userNameAttributeName("sub")
            .build());
  }

  @Bean
  OAuth2AuthorizedClientRepository authorizedClients() {
    return new HttpSessionOAuth2AuthorizedClientRepository();
  }

  @RestController
  static class Pages {

    private final HttpSessionPublicKeyCredentialRequestOptionsRepository passkeys =
        new HttpSessionPublicKeyCredentialRequestOptionsRepository();

    @GetMapping("/csrf")
    String csrf(CsrfToken token) {
      return token.getToken();
    }

    @GetMapping("/failure")
    String failure(@SessionAttribute(WebAttributes.AUTHENTICATION_EXCEPTION) Exception failure) {
      return failure.toString();
    }

    @GetMapping({"/me", "/vault"})
    String me(Authentication who) {
      return who.getClass().getSimpleName() + " " + who.getName();
    }

    @GetMapping("/client")
    String client(@RegisteredOAuth2AuthorizedClient("desk") OAuth2AuthorizedClient client) {
      return client.getAccessToken().getTokenValue();
    }

    @GetMapping("/passkey/begin")
    String begin(HttpServletRequest request, HttpServletResponse response) {
      Bytes challenge = Bytes.random();
      passkeys.save(
          request,
          response,
          PublicKeyCredentialRequestOptions.builder()
              .rpId("localhost")
              .challenge(challenge)
              .build());
      return challenge.toBase64UrlString();
    }

    @GetMapping("/passkey/finish")
    String finish(HttpServletRequest request) {
      PublicKeyCredentialRequestOptions options = passkeys.load(request);
      return options == null ? "none" : options.getChallenge().toBase64UrlString();
    }
  }
}
