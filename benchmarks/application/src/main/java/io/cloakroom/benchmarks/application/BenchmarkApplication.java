package io.cloakroom.benchmarks.application;

import jakarta.servlet.http.HttpServlet;
import org.springframework.beans.factory.annotation.Value;
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
  Answer answer(@Value("${benchmarks.flush:true}") boolean flush) {
    return new Answer(flush);
  }

  @Bean
  ServletRegistrationBean<HttpServlet> none(Answer answer) {
    return new ServletRegistrationBean<>(new NoSessionServlet(answer), "/none");
  }

  @Bean
  ServletRegistrationBean<HttpServlet> create(Answer answer) {
    return new ServletRegistrationBean<>(new CreateServlet(answer), "/create");
  }

  @Bean
  ServletRegistrationBean<HttpServlet> read(Answer answer) {
    return new ServletRegistrationBean<>(new ReadServlet(answer), "/read");
  }

  @Bean
  ServletRegistrationBean<HttpServlet> user(Answer answer) {
    return new ServletRegistrationBean<>(new UserServlet(answer), "/user");
  }

  @Bean
  ServletRegistrationBean<HttpServlet> write(Answer answer) {
    return new ServletRegistrationBean<>(new WriteServlet(answer), "/write");
  }
}
