package io.cloakroom.web;

import io.cloakroom.Session;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be done once the session of a request was saved, or the request is over. */
final class AfterSave {

  private static final Logger log = LoggerFactory.getLogger(AfterSave.class);

  private final Queue<Waiting> all = new ConcurrentLinkedQueue<>();

  /** Identified by itself, so that it is done once. */
  private static final class Waiting {

    private final Predicate<Session> awaited;
    private final Runnable action;

    private Waiting(Predicate<Session> awaited, Runnable action) {
      this.awaited = awaited;
      this.action = action;
    }
  }

  void add(Predicate<Session> awaited, Runnable action) {
    all.add(new Waiting(awaited, action));
  }

  void saved(Session session) {
    perform(waiting -> waiting.awaited.test(session));
  }

  void over() {
    perform(waiting -> true);
  }

  private void perform(Predicate<Waiting> due) {
    for (Waiting waiting : List.copyOf(all)) {
      if (due.test(waiting) && all.remove(waiting)) {
        try {
          waiting.action.run();
        } catch (RuntimeException e) {
          log.warn("What was to be done after a session was saved failed", e);
        }
      }
    }
  }
}
