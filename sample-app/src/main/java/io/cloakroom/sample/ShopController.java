package io.cloakroom.sample;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows what there is, and the form for signing in. */
@Controller
class ShopController {

  private final Catalogue catalogue;

  ShopController(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @GetMapping("/")
  String shop(Model model) {
    model.addAttribute("items", catalogue.items());
    return "shop";
  }

  @GetMapping("/login")
  String login() {
    return "login";
  }
}
