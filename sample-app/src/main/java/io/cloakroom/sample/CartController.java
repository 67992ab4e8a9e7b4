package io.cloakroom.sample;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Changes the cart in place, and never puts it back: that is the session's business. */
@Controller
@RequestMapping("/cart")
class CartController {

  private static final String TO_CART = "redirect:/cart";

  private final Catalogue catalogue;

  CartController(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @GetMapping
  String show(HttpServletRequest request, Model model) {
    Cart cart = CartAttribute.lookAt(request.getSession(false));
    model.addAttribute("bill", Bill.of(cart, catalogue));
    return "cart";
  }

  @PostMapping("/add")
  String add(@RequestParam String item, HttpSession session, RedirectAttributes flash) {
    Item chosen = find(item);
    CartAttribute.in(session).add(chosen);
    flash.addFlashAttribute("message", "Added to your cart: " + chosen.name());
    return "redirect:/";
  }

  @PostMapping("/more")
  String more(@RequestParam String item, HttpSession session) {
    CartAttribute.in(session).add(find(item));
    return TO_CART;
  }

  @PostMapping("/less")
  String less(@RequestParam String item, HttpSession session) {
    CartAttribute.in(session).takeOut(find(item));
    return TO_CART;
  }

  @PostMapping("/remove")
  String remove(@RequestParam String item, HttpSession session, RedirectAttributes flash) {
    Item chosen = find(item);
    CartAttribute.in(session).remove(chosen);
    flash.addFlashAttribute("message", "Removed from your cart: " + chosen.name());
    return TO_CART;
  }

  private Item find(String id) {
    return catalogue
        .find(id)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "No such item"));
  }
}
