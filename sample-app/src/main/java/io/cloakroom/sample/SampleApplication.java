package io.cloakroom.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts a node of the shop. */
@SpringBootApplication
public class SampleApplication {

  /** Starts the node. */
  public static void main(String[] args) {
    SpringApplication.run(SampleApplication.class, args);
  }
}
