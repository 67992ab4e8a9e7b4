/** Spring Session with Redis, set up as its documentation says. */
@NullMarked
package io.cloakroom.benchmarks.application.springsession;

import org.jspecify.annotations.NullMarked;
