/**
 * The page "Where am I?": which node serves a visitor, and what its session costs. This alone looks
 * at Cloakroom from the inside; a real application has no need of it.
 */
@NullMarked
package io.cloakroom.sample.where;

import org.jspecify.annotations.NullMarked;
