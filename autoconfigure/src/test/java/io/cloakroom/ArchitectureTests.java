package io.cloakroom;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Dependencies point one way, and no package is in a cycle. */
class ArchitectureTests {

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.cloakroom");

  @TestFactory
  List<DynamicTest> packageUsesOnlyWhatItMay() {
    return List.of(
        uses("io.cloakroom"),
        uses("io.cloakroom.repository", "io.cloakroom"),
        uses(
            "io.cloakroom.repository.cache",
            "io.cloakroom",
            "io.cloakroom.repository",
            "com.github.benmanes.caffeine.cache"),
        uses(
            "io.cloakroom.repository.redis",
            "io.cloakroom",
            "io.cloakroom.repository",
            "io.lettuce..",
            "org.springframework.data.redis..",
            "org.springframework.dao..",
            "org.springframework.core..",
            "org.slf4j.."),
        uses(
            "io.cloakroom.repository.jdbc",
            "io.cloakroom",
            "io.cloakroom.repository",
            "io.cloakroom.container",
            "javax.sql..",
            "com.zaxxer.hikari..",
            "org.flywaydb.core..",
            "org.springframework.jdbc..",
            "org.springframework.dao..",
            "tools.jackson.core..",
            "org.slf4j.."),
        uses("io.cloakroom.container", "io.cloakroom", "tools.jackson.core.."),
        uses(
            "io.cloakroom.repository.memcached",
            "io.cloakroom",
            "io.cloakroom.repository",
            "javax.net.ssl..",
            "net.spy.memcached..",
            "org.slf4j.."),
        uses("io.cloakroom.seal", "io.cloakroom"),
        uses("io.cloakroom.codec", "io.cloakroom", "org.springframework.security.."),
        uses(
            "io.cloakroom.codec.json",
            "io.cloakroom",
            "io.cloakroom.codec",
            "tools.jackson..",
            "com.fasterxml.jackson.annotation..",
            "org.springframework.objenesis..",
            // Whose objects these are; the classes are looked at only where they are there.
            "org.springframework.util..",
            "org.springframework.web.servlet..",
            "org.springframework.security.oauth2.core.."),
        uses("io.cloakroom.event", "io.cloakroom"),
        uses(
            "io.cloakroom.lifecycle",
            "io.cloakroom",
            "io.cloakroom.repository",
            "io.cloakroom.event",
            "org.slf4j.."),
        uses(
            "io.cloakroom.revocation",
            "io.cloakroom",
            "io.cloakroom.repository",
            "io.cloakroom.event",
            "io.cloakroom.lifecycle",
            "org.slf4j.."),
        uses(
            "io.cloakroom.token",
            "io.cloakroom",
            "io.cloakroom.container",
            "io.cloakroom.event",
            "io.cloakroom.lifecycle",
            "io.cloakroom.repository",
            "io.cloakroom.revocation",
            "io.cloakroom.seal",
            "com.nimbusds.jose..",
            "tools.jackson.core..",
            "org.slf4j.."),
        uses(
            "io.cloakroom.identity",
            "io.cloakroom.seal",
            "com.nimbusds.jose..",
            "com.nimbusds.jwt..",
            "jakarta.servlet..",
            "org.springframework.http.."),
        uses(
            "io.cloakroom.web",
            "io.cloakroom",
            "io.cloakroom.event",
            "io.cloakroom.lifecycle",
            "jakarta.servlet..",
            "io.github.bucket4j..",
            "org.slf4j.."),
        uses(
            "io.cloakroom.security",
            "io.cloakroom",
            "io.cloakroom.identity",
            "io.cloakroom.lifecycle",
            "io.cloakroom.web",
            "jakarta.servlet..",
            "org.springframework.context",
            "org.springframework.security..",
            "org.springframework.web.context.request..",
            "org.slf4j.."));
  }

  @Test
  void noPackageIsInACycle() {
    slices().assignedFrom(new EachPackage()).should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void storesDoNotKnowEachOther() {
    noClasses()
        .that(resideInAnyPackage("io.cloakroom.repository.redis", "io.cloakroom.repository.cache"))
        .should()
        .dependOnClassesThat(resideInAPackage("io.cloakroom.repository.jdbc"))
        .check(MAIN);
    noClasses()
        .that(
            resideInAnyPackage(
                "io.cloakroom.repository.redis",
                "io.cloakroom.repository.jdbc",
                "io.cloakroom.repository.cache"))
        .should()
        .dependOnClassesThat(resideInAPackage("io.cloakroom.repository.memcached"))
        .check(MAIN);
  }

  @Test
  void onlyTheMemcachedStoreKnowsItsClientLibrary() {
    noClasses()
        .that(
            resideOutsideOfPackages(
                "io.cloakroom.repository.memcached", "io.cloakroom.autoconfigure"))
        .should()
        .dependOnClassesThat(resideInAPackage("net.spy.."))
        .check(MAIN);
  }

  @Test
  void onlyTokensAreMadeWithNimbus() {
    noClasses()
        .that(
            resideOutsideOfPackages(
                "io.cloakroom.token", "io.cloakroom.identity", "io.cloakroom.autoconfigure"))
        .should()
        .dependOnClassesThat(resideInAPackage("com.nimbusds.."))
        .check(MAIN);
  }

  private static DynamicTest uses(String of, String... others) {
    List<String> allowed =
        new ArrayList<>(List.of(of, "java..", "javax.crypto..", "org.jspecify.annotations"));
    allowed.addAll(Arrays.asList(others));
    ArchRule rule =
        classes()
            .that(resideInAPackage(of))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(new String[0])));
    return DynamicTest.dynamicTest(of, () -> rule.check(MAIN));
  }

  /** The root package is a slice too, which no pattern of ArchUnit's can say. */
  private static final class EachPackage implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
      return SliceIdentifier.of(javaClass.getPackageName());
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }
}
