package io.cloakroom.sample;

import io.cloakroom.sample.where.Node;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page shows: who you are, how full your cart is, and which node served you. */
@ControllerAdvice
class PageModel {

  private final Node node;
  private final boolean devices;

  PageModel(Node node, @Value("${sample.devices:true}") boolean devices) {
    this.node = node;
    this.devices = devices;
  }

  /** Returns whether it is known which sessions a user has. */
  @ModelAttribute("sessionsKnown")
  boolean sessionsKnown() {
    return devices && node.findsSessions();
  }

  @ModelAttribute("node")
  Node node() {
    return node;
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
