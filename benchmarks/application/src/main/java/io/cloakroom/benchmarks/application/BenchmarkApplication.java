package io.cloakroom.benchmarks.application;

import jakarta.servlet.http.HttpServlet;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/** Serves one path for each workload. What else is on the class path decides where sessions are. */
@SpringBootApplication(proxyBeanMethods = false)
public class BenchmarkApplication {

  /** Starts it. */
  public static void main(String[] args) {
    SpringApplication.run(BenchmarkApplication.class, args);
  }

  @Bean
  ServletRegistrationBean<HttpServlet> none() {
    return new ServletRegistrationBean<>(new NoSessionServlet(), "/none");
  }

  @Bean
  ServletRegistrationBean<HttpServlet> create() {
    return new ServletRegistrationBean<>(new CreateServlet(), "/create");
  }

  @Bean
  ServletRegistrationBean<HttpServlet> read() {
    return new ServletRegistrationBean<>(new ReadServlet(), "/read");
  }

  @Bean
  ServletRegistrationBean<HttpServlet> write() {
    return new ServletRegistrationBean<>(new WriteServlet(), "/write");
  }
}
