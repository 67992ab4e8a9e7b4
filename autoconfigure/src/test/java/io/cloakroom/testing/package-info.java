/** Real servers for tests, each started once. */
@NullMarked
package io.cloakroom.testing;

import org.jspecify.annotations.NullMarked;
