package io.cloakroom.benchmarks.codec;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Who is signed in, and how he likes the pages: a bean with public fields. */
public class Visitor implements Serializable {

  private static final long serialVersionUID = 1;

  public String name = "";
  public String email = "";
  public List<String> roles = new ArrayList<>();
  public boolean newsletter;
  public int articlesPerPage;

  static Visitor someone() {
    Visitor visitor = new Visitor();
    visitor.name = "Ada";
    visitor.email = "ada.lovelace@example.org";
    visitor.roles.addAll(List.of("ROLE_CUSTOMER", "ROLE_REVIEWER"));
    visitor.newsletter = true;
    visitor.articlesPerPage = 24;
    return visitor;
  }
}
