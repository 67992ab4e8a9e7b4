package io.cloakroom.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/** Saves the session before an include, which may commit the response but can set no header. */
final class SaveBeforeInclude implements RequestDispatcher {

  private final RequestDispatcher dispatcher;
  private final SessionResponse toSave;

  SaveBeforeInclude(RequestDispatcher dispatcher, SessionResponse toSave) {
    this.dispatcher = dispatcher;
    this.toSave = toSave;
  }

  @Override
  public void forward(ServletRequest request, ServletResponse response)
      throws ServletException, IOException {
    dispatcher.forward(request, response);
  }

  @Override
  public void include(ServletRequest request, ServletResponse response)
      throws ServletException, IOException {
    toSave.prepareCommit();
    dispatcher.include(request, response);
  }
}
