package io.cloakroom.sample;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The shelf, the cart and the till. */
@Controller
class ShopController {

  private static final String MESSAGE = "message";

  private final Catalogue catalogue;

  ShopController(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @GetMapping("/")
  String shelf(Model model) {
    model.addAttribute("items", catalogue.items());
    return "shelf";
  }

  @GetMapping("/cart")
  String cart(HttpServletRequest request, Model model) {
    List<CartLine> lines = lines(SessionCart.of(request));
    model.addAttribute("lines", lines);
    model.addAttribute("total", total(lines));
    return "cart";
  }

  @PostMapping("/cart/{id}/add")
  String add(@PathVariable String id, HttpSession session, RedirectAttributes redirect) {
    Item item = known(id);
    SessionCart.in(session).add(item.id());
    redirect.addFlashAttribute(MESSAGE, item.name() + " is in your cart.");
    return "redirect:/";
  }

  @PostMapping("/cart/{id}/set")
  String set(@PathVariable String id, @RequestParam int quantity, HttpSession session) {
    SessionCart.in(session).set(known(id).id(), quantity);
    return "redirect:/cart";
  }

  @GetMapping("/checkout")
  String checkout(HttpServletRequest request, Model model) {
    List<CartLine> lines = lines(SessionCart.of(request));
    if (lines.isEmpty()) {
      return "redirect:/cart";
    }
    model.addAttribute("lines", lines);
    model.addAttribute("total", total(lines));
    return "checkout";
  }

  @PostMapping("/checkout")
  String buy(HttpSession session, RedirectAttributes redirect) {
    Cart cart = SessionCart.in(session);
    if (cart.size() == 0) {
      return "redirect:/cart";
    }
    redirect.addFlashAttribute("total", total(lines(cart)));
    cart.clear();
    return "redirect:/thanks";
  }

  @GetMapping("/thanks")
  String thanks() {
    return "thanks";
  }

  @GetMapping("/login")
  String login() {
    return "login";
  }

  private List<CartLine> lines(Cart cart) {
    Map<String, Integer> quantities = cart.quantities();
    return catalogue.items().stream()
        .filter(item -> quantities.containsKey(item.id()))
        .map(item -> new CartLine(item, quantities.getOrDefault(item.id(), 0)))
        .toList();
  }

  private static String total(List<CartLine> lines) {
    return Money.text(lines.stream().mapToLong(CartLine::cents).sum());
  }

  private Item known(String id) {
    return catalogue
        .item(id)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "No such item"));
  }

  /** An item in the cart, and how many of it. */
  record CartLine(Item item, int quantity) {

    long cents() {
      return item.cents() * quantity;
    }

    /** Returns the price of all of them for people. */
    public String price() {
      return Money.text(cents());
    }
  }
}
