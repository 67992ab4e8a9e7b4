package io.cloakroom.web;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Saves the session when asynchronous processing is over. */
final class SaveOnComplete implements AsyncListener {

  private final SessionResponse response;

  SaveOnComplete(SessionResponse response) {
    this.response = response;
  }

  @Override
  public void onComplete(AsyncEvent event) {
    response.complete();
  }

  @Override
  public void onTimeout(AsyncEvent event) {}

  @Override
  public void onError(AsyncEvent event) {}

  /** Does nothing: each start registers a listener of its own. */
  @Override
  public void onStartAsync(AsyncEvent event) {}
}
