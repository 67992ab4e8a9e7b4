/** Tests of the shop, over real HTTP. */
@NullMarked
package io.cloakroom.sample;

import org.jspecify.annotations.NullMarked;
