package io.cloakroom.sample.account;

import io.cloakroom.SessionKey;
import io.cloakroom.lifecycle.Sessions;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Shows users where they are signed in, and lets them sign out there: as far as their sessions are
 * known, or can be ended without that.
 */
@Controller
@RequestMapping("/devices")
class DevicesController {

  private final KnownSessions known;

  DevicesController(KnownSessions known) {
    this.known = known;
  }

  @GetMapping
  String devices(Principal user, HttpSession session, Model model) {
    model.addAttribute("endTogether", known.endTogether());
    model.addAttribute("devices", known.areListed() ? devices(user, session) : List.of());
    return "devices";
  }

  /** A key of somebody else's session ends nothing. */
  @PostMapping("/end")
  String end(@RequestParam String key, Principal user, RedirectAttributes flash) {
    SessionKey session = SessionKey.parse(key);
    boolean ended = session != null && known.get().end(user.getName(), session);
    flash.addFlashAttribute(
        "message", ended ? "Signed out there." : "That session had ended already.");
    return "redirect:/devices";
  }

  @PostMapping("/end-others")
  String endOthers(Principal user, HttpSession session, RedirectAttributes flash) {
    SessionKey current = SessionKey.parse(session.getId());
    int ended = current == null ? 0 : known.get().endAllBut(user.getName(), current);
    flash.addFlashAttribute(
        "message",
        "Signed out on other devices" + (ended == Sessions.UNCOUNTED ? "." : ": " + ended + "."));
    return "redirect:/devices";
  }

  /** Signs out here, too. */
  @PostMapping("/end-all")
  String endAll(Principal user, HttpServletRequest request) throws ServletException {
    known.get().endAll(user.getName());
    request.logout();
    return "redirect:/?bye";
  }

  private List<Device> devices(Principal user, HttpSession session) {
    return known.get().of(user.getName()).stream()
        .map(details -> Device.of(details, session.getId()))
        .toList();
  }
}
