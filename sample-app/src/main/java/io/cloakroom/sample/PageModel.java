package io.cloakroom.sample;

import io.cloakroom.sample.account.KnownSessions;
import io.cloakroom.sample.where.Node;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page shows: who you are, how full your cart is, and which node served you. */
@ControllerAdvice
class PageModel {

  private final Node node;
  private final KnownSessions sessions;
  private final Keeping keeping;

  PageModel(Node node, KnownSessions sessions, Keeping keeping) {
    this.node = node;
    this.sessions = sessions;
    this.keeping = keeping;
  }

  /** Returns whether it is known which sessions there are. */
  @ModelAttribute("sessionsListed")
  boolean sessionsListed() {
    return sessions.areListed();
  }

  @ModelAttribute("node")
  Node node() {
    return node;
  }

  @ModelAttribute("keeping")
  Keeping keeping() {
    return keeping;
  }

  /** A visitor without a session is not given one for this. */
  @ModelAttribute("cartSize")
  int cartSize(HttpServletRequest request) {
    return CartAttribute.lookAt(request.getSession(false)).size();
  }

  @ModelAttribute("user")
  @Nullable String user(@Nullable Principal principal) {
    return principal == null ? null : principal.getName();
  }

  @ModelAttribute("administrator")
  boolean administrator(HttpServletRequest request) {
    return request.isUserInRole(SecurityConfiguration.ADMINISTRATOR);
  }
}
