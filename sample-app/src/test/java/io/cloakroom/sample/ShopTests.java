package io.cloakroom.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"spring.datasource.url=jdbc:h2:mem:shop", "sample.node=test"})
@ExtendWith(OutputCaptureExtension.class)
class ShopTests {

  @Value("${local.server.port}")
  private int port;

  private Visitor visitor = new Visitor("");

  @BeforeEach
  void enter() {
    visitor = new Visitor("http://localhost:" + port);
  }

  @Test
  void shelfShowsADozenThings() {
    assertThat(visitor.get("/").split("class=\"card\"", -1)).hasSize(13);
  }

  @Test
  void cartIsChangedInPlace() {
    visitor.get("/");
    assertThat(visitor.submit("/cart/parka/add", "")).contains("Parka is in your cart");
    visitor.submit("/cart/parka/add", "");
    visitor.submit("/cart/fedora/add", "");

    assertThat(visitor.get("/cart")).contains("Parka", "Fedora", "€ 387.00");

    visitor.submit("/cart/parka/set", "quantity=1");
    visitor.submit("/cart/fedora/set", "quantity=0");
    assertThat(visitor.get("/cart")).contains("Parka", "€ 159.00").doesNotContain("Fedora");
  }

  @Test
  void cartSurvivesTheSignInAndIsBought() {
    visitor.get("/");
    visitor.submit("/cart/umbrella/add", "");
    assertThat(visitor.get("/checkout")).contains("<h1>Sign in</h1>");

    assertThat(visitor.submit("/login", "username=alice&password=wonderland"))
        .contains("At the till", "Umbrella");
    assertThat(visitor.submit("/checkout", "")).contains("Thank you", "€ 29.00");
    assertThat(visitor.get("/cart")).contains("nothing in it yet").contains("alice");
  }

  @Test
  void signOutEndsTheSession() {
    visitor.get("/login");
    visitor.submit("/login", "username=bob&password=builder");
    visitor.get("/");
    visitor.submit("/cart/gloves/add", "");

    visitor.submit("/logout", "");

    assertThat(visitor.get("/cart")).contains("nothing in it yet").doesNotContain("bob");
  }

  @Test
  void wrongPasswordIsRefused() {
    visitor.get("/login");

    assertThat(visitor.submit("/login", "username=bob&password=wrong"))
        .contains("do not belong together");
  }

  @Test
  void whereShowsNodeStoreAndCost() {
    visitor.get("/");
    visitor.submit("/cart/parka/add", "");

    assertThat(visitor.get("/where"))
        .contains("<dd>test</dd>", "<dd>jdbc</dd>", "<dd><span>find</span>", "<dd>1</dd>");
  }

  @Test
  void unknownItemIsNotFound(CapturedOutput output) {
    visitor.get("/");

    assertThat(visitor.submit("/cart/crown/add", "")).contains("Nothing hangs here");
    assertThat(output).doesNotContain("ERROR");
  }
}
