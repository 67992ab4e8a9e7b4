package io.cloakroom.benchmarks.comparison;

/**
 * How a variant is deployed.
 *
 * @param proxied whether there is a proxy between it and its store
 * @param checkpoints whether PostgreSQL makes them as usual, or none while it is measured
 */
record Setup(Payload payload, boolean proxied, boolean checkpoints) {}
