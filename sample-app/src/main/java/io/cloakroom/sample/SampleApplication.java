package io.cloakroom.sample;

import io.cloakroom.autoconfigure.CloakroomProperties;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** Starts the shop. */
@SpringBootApplication
@EnableConfigurationProperties(CloakroomProperties.class) // Also where Cloakroom is turned off.
public class SampleApplication {

  public static void main(String[] args) {
    SpringApplication.run(SampleApplication.class, args);
  }
}
