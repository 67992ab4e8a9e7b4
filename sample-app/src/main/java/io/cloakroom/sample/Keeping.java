package io.cloakroom.sample;

import io.cloakroom.autoconfigure.CloakroomProperties;
import io.cloakroom.autoconfigure.SessionStore;
import io.cloakroom.sample.account.KnownSessions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where sessions are kept, and what follows from that, in words for visitors. */
@Component
public class Keeping {

  private static final String LATER =
      " That the session was used is told to the store later, in the background, for many sessions at once.";

  /** Null: Cloakroom is turned off. */
  private final @Nullable SessionStore store;

  private final boolean carrying;
  private final KnownSessions sessions;

  Keeping(CloakroomProperties settings, KnownSessions sessions) {
    store = settings.isEnabled() ? settings.getStore() : null;
    carrying = !settings.getJwt().getCarry().isEmpty();
    this.sessions = sessions;
  }

  /** Returns where sessions are. */
  public String place() {
    if (store == null) {
      return "the web server";
    }
    String kept =
        switch (store) {
          case REDIS -> "Redis";
          case JDBC -> "a database";
          case MEMCACHED -> "Memcached";
          case JWT -> "tokens, in the cookies of visitors";
        };
    return carrying ? kept + ", and a copy of what most pages read in a token" : kept;
  }

  /** Returns what pages cost at the store. */
  public String cost() {
    if (store == null) {
      return "There is no store to ask: your session is on this node alone, and ends with it.";
    }
    if (store == SessionStore.JWT) {
      return "There is no store to ask: your session is in your cookie, and a page that changes it sends you a new one.";
    }
    String read =
        carrying
            ? "A page that only reads what your token holds costs nothing, but once in a while it asks whether the token is still right. One that reads more costs one call"
            : "A page that only reads costs one call";
    return read + ", one that changes the session costs two, whoever calls." + LATER;
  }

  /** Returns what of the session its page can name without asking the store. */
  public String held() {
    return carrying ? "Your token holds" : "Holds";
  }

  /** Returns why nobody can say where a visitor is signed in; only if that is so. */
  public String unlisted() {
    if (store != SessionStore.JWT) {
      return "This store cannot find your other sessions: where you are signed in, you can only sign out there.";
    }
    return "Your session is in a cookie of this browser, and so are your others in theirs: nobody knows where you are signed in. "
        + (sessions.endTogether()
            ? "But you can end all that you have."
            : "You can only sign out there.");
  }
}
