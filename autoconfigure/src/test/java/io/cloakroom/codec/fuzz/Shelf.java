package io.cloakroom.codec.fuzz;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A bean as applications have them: fields with and without a class that their type settles. */
public class Shelf implements Serializable {

  private static final long serialVersionUID = 1;

  private @Nullable String label;
  private long places;
  private @Nullable Object front;
  private List<Object> rows = new ArrayList<>();
  private Map<String, Object> notes = new HashMap<>();

  static Shelf of(String label, long places, Object front) {
    Shelf shelf = new Shelf();
    shelf.label = label;
    shelf.places = places;
    shelf.front = front;
    shelf.rows.add(front);
    shelf.notes.put("front", front);
    return shelf;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Shelf shelf
        && places == shelf.places
        && Objects.equals(label, shelf.label)
        && Objects.equals(front, shelf.front)
        && rows.equals(shelf.rows)
        && notes.equals(shelf.notes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(label, places, front, rows, notes);
  }

  @Override
  public String toString() {
    return "Shelf[" + label + ", " + places + ", " + front + ", " + rows + ", " + notes + "]";
  }
}
