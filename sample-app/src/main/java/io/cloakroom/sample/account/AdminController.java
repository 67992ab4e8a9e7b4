package io.cloakroom.sample.account;

import io.cloakroom.SessionKey;
import jakarta.servlet.http.HttpSession;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Lets administrators find a user's sessions, and end them. */
@Controller
@RequestMapping("/admin")
class AdminController {

  private final KnownSessions known;

  AdminController(KnownSessions known) {
    this.known = known;
  }

  @GetMapping
  String find(@RequestParam(defaultValue = "") String user, HttpSession session, Model model) {
    model.addAttribute("total", known.get().count());
    model.addAttribute("users", known.get().principals().stream().sorted().toList());
    model.addAttribute("found", user);
    model.addAttribute(
        "devices",
        known.get().of(user).stream().map(details -> Device.of(details, session.getId())).toList());
    return "admin";
  }

  @PostMapping("/end")
  String end(@RequestParam String user, @RequestParam String key, RedirectAttributes redirect) {
    SessionKey session = SessionKey.parse(key);
    boolean ended = session != null && known.get().end(user, session);
    return back(user, ended ? 1 : 0, redirect);
  }

  @PostMapping("/end-all")
  String endAll(@RequestParam String user, RedirectAttributes redirect) {
    return back(user, known.get().endAll(user), redirect);
  }

  private static String back(String user, int ended, RedirectAttributes redirect) {
    redirect.addAttribute("user", user);
    redirect.addFlashAttribute("message", "Sessions ended: " + ended + ".");
    return "redirect:/admin";
  }
}
