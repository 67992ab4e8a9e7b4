/** The shop, used as its visitors use it. */
@NullMarked
package io.cloakroom.sample;

import org.jspecify.annotations.NullMarked;
