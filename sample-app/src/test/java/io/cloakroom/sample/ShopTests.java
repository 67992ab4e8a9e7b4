package io.cloakroom.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.sample.Visitor.Page;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"spring.datasource.url=jdbc:h2:mem:shop", "sample.node=test"})
class ShopTests {

  @LocalServerPort private int port;
  private Visitor visitor = new Visitor(0);

  @BeforeEach
  void openBrowser() {
    visitor = new Visitor(port);
  }

  @Test
  void shopShowsEveryItemAndTheNode() {
    Page shop = visitor.get("/");

    assertThat(shop.status()).isEqualTo(200);
    assertThat(shop.html().split("class=\"card\"", -1)).hasSize(13);
    assertThat(shop.text("node")).isEqualTo("test");
    assertThat(shop.text("store")).isEqualTo("a database");
    assertThat(shop.text("cart-size")).isEmpty();
  }

  @Test
  void everyItemHasItsPicture() {
    for (Item item : new Catalogue().items()) {
      assertThat(visitor.get("/img/" + item.id() + ".svg").status()).as(item.id()).isEqualTo(200);
    }
  }

  @Test
  void cartThatWasChangedInPlaceKeepsItsItems() {
    Page shop = visitor.add("trench");
    visitor.add("boots");
    visitor.add("boots");
    Page cart = visitor.get("/cart");

    assertThat(shop.html()).contains("Added to your cart: Trench coat");
    assertThat(visitor.get("/").html()).doesNotContain("Added to your cart");
    assertThat(cart.html()).contains("Trench coat", "Rubber boots").doesNotContain("Beret");
    assertThat(cart.text("cart-size")).isEqualTo("3");
    assertThat(cart.text("total")).isEqualTo("€ 287.00");
  }

  @Test
  void quantitiesGoUpAndDown() {
    visitor.add("beret");
    visitor.add("scarf");

    Page more = visitor.submit(visitor.get("/cart"), "/cart/more", "item", "beret");
    Page less = visitor.submit(more, "/cart/less", "item", "scarf");
    Page gone = visitor.submit(less, "/cart/remove", "item", "beret");

    assertThat(more.text("total")).isEqualTo("€ 98.00");
    assertThat(less.text("total")).isEqualTo("€ 59.00");
    assertThat(less.html()).doesNotContain("Long scarf");
    assertThat(gone.html()).contains("Nothing on the hook yet", "Removed from your cart: Beret");
  }

  @Test
  void cartSurvivesLoginUnderAnotherSessionId() {
    visitor.add("umbrella");
    String cookie = visitor.cookie();

    Page login = visitor.get("/checkout");
    Page checkout = visitor.submit(login, "/login", "username", "alice", "password", "wonderland");

    assertThat(login.path()).isEqualTo("/login");
    assertThat(checkout.path()).isEqualTo("/checkout");
    assertThat(checkout.text("total")).isEqualTo("€ 34.00");
    assertThat(checkout.text("user")).isEqualTo("alice");
    assertThat(visitor.cookie()).isNotEmpty().isNotEqualTo(cookie);
  }

  @Test
  void wrongPasswordIsRefused() {
    Page refused =
        visitor.submit(visitor.get("/login"), "/login", "username", "alice", "password", "x");

    assertThat(refused.path()).isEqualTo("/login");
    assertThat(refused.html()).contains("do not go together");
    assertThat(visitor.get("/checkout").path()).isEqualTo("/login");
  }

  @Test
  void checkoutSellsTheCartAndEmptiesIt() {
    visitor.add("top-hat");
    Page checkout = signIn("bob", "builder", "/checkout");

    Page thanks = visitor.submit(checkout, "/checkout");

    assertThat(thanks.path()).isEqualTo("/thanks");
    assertThat(thanks.text("order")).matches("C-\\d{6}");
    assertThat(thanks.html()).contains("one thing", "€ 95.00");
    assertThat(visitor.get("/thanks").text("order")).isEqualTo(thanks.text("order"));
    assertThat(visitor.get("/cart").html()).contains("Nothing on the hook yet");
  }

  @Test
  void logoutEndsTheSession() {
    visitor.add("gloves");
    Page checkout = signIn("alice", "wonderland", "/checkout");

    Page bye = visitor.submit(checkout, "/logout");

    assertThat(bye.html()).contains("You are signed out");
    assertThat(bye.text("cart-size")).isEmpty();
    assertThat(visitor.get("/cart").html()).contains("Nothing on the hook yet");
    assertThat(visitor.get("/checkout").path()).isEqualTo("/login");
  }

  @Test
  void wherePageShowsTheSession() {
    Page before = visitor.get("/where");
    visitor.add("ticket");
    Page after = visitor.get("/where");

    assertThat(before.html()).contains("You have none yet");
    assertThat(after.text("session-key")).hasSizeBetween(8, 12);
    assertThat(after.text("calls")).isEqualTo("find");
    assertThat(after.html())
        .contains("30 min", "cart", "find, update", "one that changes the session costs two")
        .doesNotContain(visitor.cookie());
  }

  @Test
  void healthIsOpenToEveryone() {
    assertThat(visitor.get("/actuator/health").html()).contains("UP");
  }

  @Test
  void missingPageHasItsOwnWords() {
    Page missing = visitor.get("/attic");

    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.html()).contains("No such hook", "Served by node");
  }

  @Test
  void unknownItemIsNotFound() {
    assertThat(visitor.add("crown").status()).isEqualTo(404);
  }

  private Page signIn(String name, String password, String page) {
    return visitor.submit(visitor.get(page), "/login", "username", name, "password", password);
  }
}
