/**
 * Sessions that travel with their clients, sealed in a token: whole ones, which no store keeps, and
 * parts of stored ones.
 */
@NullMarked
package io.cloakroom.token;

import org.jspecify.annotations.NullMarked;
