package io.cloakroom.sample.account;

import io.cloakroom.SessionKey;
import io.cloakroom.lifecycle.Sessions;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Shows users where they are signed in, and lets them sign out there. */
@Controller
@ConditionalOnBooleanProperty(name = "sample.devices", matchIfMissing = true)
@RequestMapping("/devices")
class DevicesController {

  private final Sessions sessions;

  DevicesController(Sessions sessions) {
    this.sessions = sessions;
  }

  @GetMapping
  String devices(Principal user, HttpSession session, Model model) {
    model.addAttribute(
        "devices",
        sessions.of(user.getName()).stream()
            .map(details -> Device.of(details, session.getId()))
            .toList());
    return "devices";
  }

  /** A key of somebody else's session ends nothing. */
  @PostMapping("/end")
  String end(@RequestParam String key, Principal user, RedirectAttributes flash) {
    SessionKey session = SessionKey.parse(key);
    boolean ended = session != null && sessions.end(user.getName(), session);
    flash.addFlashAttribute(
        "message", ended ? "Signed out there." : "That session had ended already.");
    return "redirect:/devices";
  }

  @PostMapping("/end-others")
  String endOthers(Principal user, HttpSession session, RedirectAttributes flash) {
    SessionKey current = SessionKey.parse(session.getId());
    int ended = current == null ? 0 : sessions.endAllBut(user.getName(), current);
    flash.addFlashAttribute("message", "Signed out on other devices: " + ended + ".");
    return "redirect:/devices";
  }
}
