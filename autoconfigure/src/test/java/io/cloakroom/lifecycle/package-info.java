/** Tests of what happens to sessions between request and store. */
@NullMarked
package io.cloakroom.lifecycle;

import org.jspecify.annotations.NullMarked;
