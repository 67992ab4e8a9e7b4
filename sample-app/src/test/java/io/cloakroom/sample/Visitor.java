package io.cloakroom.sample;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody with a browser: keeps cookies, whatever the port, and fills in the forms of a page. */
final class Visitor {

  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final CookieManager cookies = new CookieManager();
  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(cookies)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private URI node;

  Visitor(int port) {
    node = uri(port);
  }

  /** Goes on at another node. */
  void moveTo(int port) {
    node = uri(port);
  }

  Page get(String path) {
    return send(HttpRequest.newBuilder(node.resolve(path)));
  }

  /** Sends a form of a page that this visitor has seen. */
  Page submit(Page page, String path, String... namesAndValues) {
    StringBuilder form = new StringBuilder("_csrf=").append(encode(page.find(CSRF)));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      form.append('&').append(namesAndValues[i]).append('=').append(encode(namesAndValues[i + 1]));
    }
    return send(
        HttpRequest.newBuilder(node.resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form.toString())));
  }

  Page add(String item) {
    return submit(get("/"), "/cart/add", "item", item);
  }

  /** Returns the value of the one cookie; empty if there is none. */
  String cookie() {
    return cookies.getCookieStore().getCookies().stream()
        .map(HttpCookie::getValue)
        .findFirst()
        .orElse("");
  }

  private Page send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          client.send(
              request.header("Accept", "text/html, */*;q=0.1").timeout(TIMEOUT).build(),
              HttpResponse.BodyHandlers.ofString());
      return new Page(response.statusCode(), response.uri().getPath(), response.body());
    } catch (IOException e) {
      throw new IllegalStateException("No answer from " + node, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static URI uri(int port) {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /**
   * What a visitor sees.
   *
   * @param status of HTTP
   * @param path where redirects led
   * @param html of the page
   */
  record Page(int status, String path, String html) {

    /** Returns the text of the element of that id; empty if there is none. */
    String text(String id) {
      Matcher matcher = Pattern.compile("id=\"" + id + "\"[^>]*>([^<]*)<").matcher(html);
      return matcher.find() ? matcher.group(1) : "";
    }

    String find(Pattern pattern) {
      Matcher matcher = pattern.matcher(html);
      if (!matcher.find()) {
        throw new AssertionError("No " + pattern + " in " + path + ", " + status + ":\n" + html);
      }
      return matcher.group(1);
    }
  }
}
