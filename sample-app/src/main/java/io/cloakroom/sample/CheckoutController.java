package io.cloakroom.sample;

import jakarta.servlet.http.HttpSession;
import java.security.SecureRandom;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.SessionAttribute;

/** Sells the cart. Only for visitors who have signed in. */
@Controller
class CheckoutController {

  private static final int NUMBERS = 1_000_000;

  private final SecureRandom random = new SecureRandom();
  private final Catalogue catalogue;

  CheckoutController(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @GetMapping("/checkout")
  String review(HttpSession session, Model model) {
    Bill bill = Bill.of(CartAttribute.lookAt(session), catalogue);
    model.addAttribute("bill", bill);
    return bill.isEmpty() ? "redirect:/cart" : "checkout";
  }

  @PostMapping("/checkout")
  String buy(HttpSession session) {
    Cart cart = CartAttribute.in(session);
    Bill bill = Bill.of(cart, catalogue);
    if (bill.isEmpty()) {
      return "redirect:/cart";
    }
    String number = "C-%06d".formatted(random.nextInt(NUMBERS));
    session.setAttribute("order", new Order(number, bill.count(), bill.total()));
    cart.clear();
    return "redirect:/thanks";
  }

  @GetMapping("/thanks")
  String thanks(@SessionAttribute(required = false) Order order, Model model) {
    if (order == null) {
      return "redirect:/";
    }
    model.addAttribute("order", order);
    return "thanks";
  }
}
