package io.cloakroom.sample.where;

import io.cloakroom.autoconfigure.CloakroomProperties;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows which node served the request, and what its session costs. */
@Controller
class WhereController {

  private final RequestCost cost;
  private final RecentRequests recent;
  private final CloakroomProperties settings;

  WhereController(RequestCost cost, RecentRequests recent, CloakroomProperties settings) {
    this.cost = cost;
    this.recent = recent;
    this.settings = settings;
  }

  @GetMapping("/where")
  String where(HttpServletRequest request, Model model) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      model.addAttribute("ticket", SessionView.of(session, settings));
    }
    model.addAttribute("cost", cost.current());
    model.addAttribute("recent", recent.latest());
    return "where";
  }
}
