package io.cloakroom.sample.where;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows which node served the request, and what its session costs. */
@Controller
class WhereController {

  private final RequestCost cost;
  private final RecentRequests recent;
  private final Duration maxLifetime;

  WhereController(
      RequestCost cost,
      RecentRequests recent,
      @Value("${cloakroom.max-lifetime:12h}") Duration maxLifetime) {
    this.cost = cost;
    this.recent = recent;
    this.maxLifetime = maxLifetime;
  }

  @GetMapping("/where")
  String where(HttpServletRequest request, Model model) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      model.addAttribute("ticket", SessionView.of(session, maxLifetime));
    }
    model.addAttribute("cost", cost.current());
    model.addAttribute("recent", recent.latest());
    return "where";
  }
}
