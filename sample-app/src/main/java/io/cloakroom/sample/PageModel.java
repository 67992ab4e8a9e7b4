package io.cloakroom.sample;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page shows: the cart's size, who is signed in, and which node serves. */
@ControllerAdvice(assignableTypes = {ShopController.class, NodeController.class})
class PageModel {

  private final String node;
  private final String store;

  PageModel(@Value("${sample.node}") String node, @Value("${cloakroom.store}") String store) {
    this.node = node;
    this.store = store;
  }

  @ModelAttribute("cartSize")
  int cartSize(HttpServletRequest request) {
    return SessionCart.of(request).size();
  }

  @ModelAttribute("user")
  @Nullable String user(@Nullable Principal principal) {
    return principal == null ? null : principal.getName();
  }

  @ModelAttribute("node")
  String node() {
    return node;
  }

  @ModelAttribute("store")
  String store() {
    return store;
  }
}
