/** A plain Servlet application that knows nothing of where its sessions are. */
@NullMarked
package io.cloakroom.benchmarks.application;

import org.jspecify.annotations.NullMarked;
