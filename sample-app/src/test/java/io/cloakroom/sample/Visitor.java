package io.cloakroom.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Walks through the shop with cookies, forms and redirects, as a browser does. */
final class Visitor {

  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  private String node;
  private String page = "";

  Visitor(String node) {
    this.node = node;
  }

  /** Goes on at another node, which has the same host, so the cookie comes along. */
  void moveTo(String other) {
    node = other;
  }

  String get(String path) {
    return send(request(path).GET().build());
  }

  /** Sends a form of the page that was seen last. */
  String submit(String path, String form) {
    Matcher csrf = CSRF.matcher(page);
    if (!csrf.find()) {
      throw new IllegalStateException("No form on the page:\n" + page);
    }
    String token = URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8);
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("_csrf=" + token + "&" + form))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(node + path))
        .header("Accept", "text/html")
        .timeout(Duration.ofSeconds(20));
  }

  private String send(HttpRequest request) {
    try {
      page = client.send(request, BodyHandlers.ofString()).body();
      return page;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
