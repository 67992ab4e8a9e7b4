package io.cloakroom.sample;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows where a visitor is: which node, which store, which session. */
@Controller
class NodeController {

  private final Duration maxLifetime;

  NodeController(@Value("${cloakroom.max-lifetime:12h}") Duration maxLifetime) {
    this.maxLifetime = maxLifetime;
  }

  @GetMapping("/where")
  String where(HttpServletRequest request, Model model) {
    HttpSession session = request.getSession();
    // The cart is read as on any page, so that the cost is that of any page.
    model.addAttribute("cartSize", SessionCart.of(request).size());
    Instant now = Clock.systemUTC().instant();
    Duration age = Duration.between(Instant.ofEpochMilli(session.getCreationTime()), now);
    Duration idle = Duration.ofSeconds(session.getMaxInactiveInterval());
    model.addAttribute("sessionKey", session.getId());
    model.addAttribute("fresh", session.isNew());
    model.addAttribute("age", text(age));
    model.addAttribute("idle", text(idle));
    model.addAttribute("left", text(maxLifetime.minus(age)));
    model.addAttribute("calls", RequestCost.current().calls());
    model.addAttribute("millis", RequestCost.current().millis());
    return "where";
  }

  private static String text(Duration duration) {
    Duration shown = duration.isNegative() ? Duration.ZERO : duration;
    if (shown.toHours() > 0) {
      return shown.toHours() + " h " + shown.toMinutesPart() + " min";
    }
    return shown.toMinutes() > 0
        ? shown.toMinutes() + " min " + shown.toSecondsPart() + " s"
        : shown.toSeconds() + " s";
  }
}
