package io.cloakroom.codec.cases.app;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.Serializable;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Users and tokens as applications derive them from Spring Security's. */
public final class Principals {

  private Principals() {}

  /** A user who is a customer. */
  public static class Customer extends User {

    final Long customerId;
    String displayName;

    public Customer(
        String name, String password, Collection<? extends GrantedAuthority> authorities, Long id) {
      super(name, password, authorities);
      customerId = id;
      displayName = "D " + name;
    }
  }

  /** A user that wraps an entity. */
  public static class AccountDetails implements UserDetails {

    private final AccountEntity account;

    public AccountDetails(AccountEntity account) {
      this.account = account;
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
      return account.roles.stream().map(SimpleGrantedAuthority::new).toList();
    }

    @Override
    public String getPassword() {
      return account.password;
    }

    @Override
    public String getUsername() {
      return account.name;
    }
  }

  /** The entity, which hides its password from the REST interface. */
  public static class AccountEntity implements Serializable {

    Long id;
    String name;
    @JsonIgnore String password;
    Set<String> roles = new LinkedHashSet<>();

    AccountEntity() {}

    public AccountEntity(String name) {
      id = 5L;
      this.name = name;
      password = "{bcrypt}x";
      roles.add("ROLE_B");
      roles.add("ROLE_A");
    }
  }

  /** A token with a field of the application's. */
  public static class TenantToken extends UsernamePasswordAuthenticationToken {

    final String tenant;

    public TenantToken(
        Object principal, Collection<? extends GrantedAuthority> authorities, String tenant) {
      super(principal, null, authorities);
      this.tenant = tenant;
    }
  }

  /** A token of the application's own. */
  public static final class ApiToken extends AbstractAuthenticationToken {

    private final String principal;

    public ApiToken(String principal, Collection<? extends GrantedAuthority> authorities) {
      super(authorities);
      this.principal = principal;
      setAuthenticated(true);
    }

    @Override
    public Object getCredentials() {
      return "";
    }

    @Override
    public Object getPrincipal() {
      return principal;
    }
  }

  /** A user of an identity provider, with something of the application's. */
  public static class Member implements OidcUser, Serializable {

    private final DefaultOidcUser user;
    final String extra;

    public Member(DefaultOidcUser user, String extra) {
      this.user = user;
      this.extra = extra;
    }

    @Override
    public Map<String, Object> getAttributes() {
      return user.getAttributes();
    }

    @Override
    public Map<String, Object> getClaims() {
      return user.getClaims();
    }

    @Override
    public OidcUserInfo getUserInfo() {
      return user.getUserInfo();
    }

    @Override
    public OidcIdToken getIdToken() {
      return user.getIdToken();
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
      return user.getAuthorities();
    }

    @Override
    public String getName() {
      return user.getName();
    }
  }
}
