package io.cloakroom.benchmarks.application;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Who is signed in: a bean, which every serialization can read. */
public class User implements Serializable {

  private static final long serialVersionUID = 1;

  private String name = "";
  private String email = "";
  private List<String> roles = new ArrayList<>();

  static User someone() {
    User user = new User();
    user.name = "Ada";
    user.email = "ada.lovelace@example.org";
    user.roles.add("ROLE_CUSTOMER");
    user.roles.add("ROLE_REVIEWER");
    return user;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getEmail() {
    return email;
  }

  public void setEmail(String email) {
    this.email = email;
  }

  public List<String> getRoles() {
    return roles;
  }

  public void setRoles(List<String> roles) {
    this.roles = roles;
  }
}
