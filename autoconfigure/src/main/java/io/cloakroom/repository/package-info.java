/** The contract that every store fulfils, on encoded records. It knows nothing of HTTP or types. */
@NullMarked
package io.cloakroom.repository;

import org.jspecify.annotations.NullMarked;
