package io.cloakroom.benchmarks.comparison;

/** What freshly filled sessions take in the store of a variant. */
record Stored(Payload payload, String variant, int sessions, double bytesPerSession) {}
