package io.cloakroom.benchmarks.application;

import java.io.Serializable;

/** How somebody likes the pages: a bean, which every serialization can read. */
public class Preferences implements Serializable {

  private static final long serialVersionUID = 1;

  private String language = "";
  private String currency = "";
  private boolean newsletter;
  private int articlesPerPage;

  static Preferences usual() {
    Preferences preferences = new Preferences();
    preferences.language = "en-GB";
    preferences.currency = "EUR";
    preferences.newsletter = true;
    preferences.articlesPerPage = 24;
    return preferences;
  }

  public String getLanguage() {
    return language;
  }

  public void setLanguage(String language) {
    this.language = language;
  }

  public String getCurrency() {
    return currency;
  }

  public void setCurrency(String currency) {
    this.currency = currency;
  }

  public boolean isNewsletter() {
    return newsletter;
  }

  public void setNewsletter(boolean newsletter) {
    this.newsletter = newsletter;
  }

  public int getArticlesPerPage() {
    return articlesPerPage;
  }

  public void setArticlesPerPage(int articlesPerPage) {
    this.articlesPerPage = articlesPerPage;
  }
}
