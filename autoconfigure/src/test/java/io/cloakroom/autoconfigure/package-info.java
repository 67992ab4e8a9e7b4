/** Tests of Cloakroom in whole applications. */
@NullMarked
package io.cloakroom.autoconfigure;

import org.jspecify.annotations.NullMarked;
