package io.cloakroom.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Keeps one cookie, whichever node sets it. */
final class Browser {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String NAME = "SESSION=";

  private volatile @Nullable String ticket;

  @Nullable String ticket() {
    return ticket;
  }

  Browser with(@Nullable String other) {
    ticket = other;
    return this;
  }

  HttpResponse<String> get(Node node, String path) {
    return send(request(node, path));
  }

  HttpResponse<String> send(Node node, String path, String method) {
    return send(request(node, path).method(method, HttpRequest.BodyPublishers.noBody()));
  }

  /** Sends a request in the background, without keeping what it sets. */
  CompletableFuture<HttpResponse<String>> later(Node node, String path) {
    return CLIENT.sendAsync(request(node, path).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(Node node, String path, String form) {
    return send(
        request(node, path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  static List<String> cookies(HttpResponse<String> response) {
    return response.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith(NAME))
        .toList();
  }

  private HttpRequest.Builder request(Node node, String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(node.url(path))).timeout(Duration.ofSeconds(30));
    return ticket == null ? request : request.header("Cookie", NAME + ticket);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return taken(CLIENT.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> taken(HttpResponse<String> response) {
    for (String cookie : cookies(response)) {
      String value = cookie.substring(NAME.length(), cookie.indexOf(';'));
      ticket = value.isEmpty() ? null : value;
    }
    return response;
  }
}
