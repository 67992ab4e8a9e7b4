package io.cloakroom.codec.fuzz;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record of the application. */
public record Parcel(
    String label, int weight, @Nullable Instant sent, List<String> stamps, @Nullable Object content)
    implements Serializable {}
