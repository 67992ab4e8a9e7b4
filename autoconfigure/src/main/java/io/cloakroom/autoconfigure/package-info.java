/** Puts Cloakroom into a Spring Boot application, by its properties. */
@NullMarked
package io.cloakroom.autoconfigure;

import org.jspecify.annotations.NullMarked;
