package io.cloakroom.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.sample.Visitor.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"spring.datasource.url=jdbc:h2:mem:devices", "sample.node=test"})
class DevicesTests {

  private static final Pattern KEY = Pattern.compile("name=\"key\" value=\"([^\"]+)\"");

  @LocalServerPort private int port;

  @Test
  void userSeesAndEndsASessionElsewhere() {
    Visitor laptop = signedIn("alice", "wonderland");
    Visitor phone = signedIn("alice", "wonderland");

    Page devices = laptop.get("/devices");
    assertThat(devices.html())
        .contains("Unknown browser", "127.0.0.1")
        .containsOnlyOnce("This one");
    Page after = laptop.submit(devices, "/devices/end", "key", devices.find(KEY));

    assertThat(after.html()).contains("Signed out there.");
    assertThat(after.html().split("Signed in from", -1)).as("devices").hasSize(2);
    assertThat(phone.get("/devices").path()).isEqualTo("/login");
    assertThat(laptop.get("/devices").path()).isEqualTo("/devices");
    laptop.submit(after, "/logout");
  }

  @Test
  void userSignsOutEverywhereElse() {
    Visitor laptop = signedIn("alice", "wonderland");
    Visitor phone = signedIn("alice", "wonderland");
    Visitor bob = signedIn("bob", "builder");

    Page after = laptop.submit(laptop.get("/devices"), "/devices/end-others");

    assertThat(after.html()).contains("Signed out on other devices: 1.");
    assertThat(phone.get("/devices").path()).isEqualTo("/login");
    assertThat(bob.get("/devices").path()).isEqualTo("/devices");
    laptop.submit(after, "/logout");
  }

  @Test
  void userSignsOutEverywhere() {
    Visitor laptop = signedIn("alice", "wonderland");
    Visitor phone = signedIn("alice", "wonderland");

    Page bye = laptop.submit(laptop.get("/devices"), "/devices/end-all");

    assertThat(bye.html()).contains("You are signed out");
    assertThat(laptop.get("/devices").path()).isEqualTo("/login");
    assertThat(phone.get("/devices").path()).isEqualTo("/login");
  }

  @Test
  void nobodyEndsTheSessionOfSomebodyElse() {
    Visitor alice = signedIn("alice", "wonderland");
    Visitor second = signedIn("alice", "wonderland");
    String key = alice.get("/devices").find(KEY);
    Visitor bob = signedIn("bob", "builder");

    Page refused = bob.submit(bob.get("/devices"), "/devices/end", "key", key);
    Page madeUp = bob.submit(refused, "/devices/end", "key", "no key at all");

    assertThat(refused.html()).contains("had ended already");
    assertThat(madeUp.html()).contains("had ended already");
    assertThat(second.get("/devices").path()).isEqualTo("/devices");
    alice.submit(alice.get("/devices"), "/devices/end-others");
    alice.submit(alice.get("/devices"), "/logout");
  }

  @Test
  void administratorFindsAUserAndEndsHisSessions() {
    Visitor bob = signedIn("bob", "builder");
    assertThat(bob.get("/admin").status()).isEqualTo(403);
    Visitor carol = signedIn("carol", "concierge");

    Page found = carol.get("/admin?user=bob");
    assertThat(found.html()).contains(">carol</a>", "End all of bob");
    Page after = carol.submit(found, "/admin/end-all", "user", "bob");

    assertThat(after.html()).contains("Sessions ended: ", "bob has no session.");
    assertThat(bob.get("/devices").path()).isEqualTo("/login");
  }

  private Visitor signedIn(String name, String password) {
    Visitor visitor = new Visitor(port);
    visitor.submit(visitor.get("/login"), "/login", "username", name, "password", password);
    return visitor;
  }
}
