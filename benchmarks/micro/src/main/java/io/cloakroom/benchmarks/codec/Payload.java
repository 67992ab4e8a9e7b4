package io.cloakroom.benchmarks.codec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** The attributes of a session, each of which is encoded apart. */
public enum Payload {
  /** A visitor, a cart of two items, and the page that was last seen: about 1 KB. */
  BEANS {
    @Override
    public Map<String, Object> attributes() {
      Map<String, Object> attributes = new LinkedHashMap<>();
      attributes.put("user", Visitor.someone());
      attributes.put("cart", Cart.of(2));
      attributes.put("lastPage", "/articles/1");
      return attributes;
    }
  },
  /** A cart of 20 items in one attribute. */
  CART {
    @Override
    public Map<String, Object> attributes() {
      return Map.of("cart", Cart.of(20));
    }
  },
  /** A user with five authorities who has logged in by a form. */
  SECURITY_CONTEXT {
    @Override
    public Map<String, Object> attributes() {
      List<GrantedAuthority> authorities =
          AuthorityUtils.createAuthorityList(
              "ROLE_USER", "ROLE_ADMIN", "order:read", "order:write", "report:view");
      UserDetails user =
          User.withUsername("alice@example.org")
              .password("{bcrypt}$2a$10$abcdefghijklmnopqrstuv")
              .authorities(authorities)
              .build();
      UsernamePasswordAuthenticationToken token =
          UsernamePasswordAuthenticationToken.authenticated(user, null, authorities);
      token.setDetails(new WebAuthenticationDetails("10.1.2.3", "session-1"));
      return Map.of("SPRING_SECURITY_CONTEXT", new SecurityContextImpl(token));
    }
  },
  /** 50 attributes of 20 characters. */
  STRINGS {
    @Override
    public Map<String, Object> attributes() {
      Map<String, Object> attributes = new LinkedHashMap<>();
      for (int i = 0; i < 50; i++) {
        attributes.put("attribute." + i, "value-" + new UUID(i, i).toString().substring(22));
      }
      return attributes;
    }
  };

  /** Returns new values by name. */
  public abstract Map<String, Object> attributes();
}
