package io.cloakroom.codec.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdConvertingDeserializer;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.TypeFactory;
import tools.jackson.databind.util.StdConverter;

/** Collections of the JDK that are made out of their whole content. */
final class CollectionKinds {

  private CollectionKinds() {}

  /** Returns null if Jackson can make such a collection itself. */
  static @Nullable ValueDeserializer<?> reader(CollectionType type) {
    Function<List<Object>, Collection<?>> maker = maker(type.getRawClass());
    return maker == null ? null : new StdConvertingDeserializer<Object>(new FromList(type, maker));
  }

  private static @Nullable Function<List<Object>, Collection<?>> maker(Class<?> type) {
    if (type == Sorting.ReversedSet.class) {
      return content -> filled(new TreeSet<>(Collections.reverseOrder()), content);
    }
    if (type == Sorting.SetIgnoringCase.class) {
      return content -> {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        content.forEach(name -> names.add((String) name));
        return names;
      };
    }
    return switch (type.getName()) {
      case "java.util.ImmutableCollections$List12", "java.util.ImmutableCollections$ListN" ->
          CollectionKinds::immutable;
      case "java.util.ImmutableCollections$Set12", "java.util.ImmutableCollections$SetN" ->
          Set::copyOf;
      case "java.util.Collections$CopiesList" ->
          content -> Collections.nCopies(content.size(), content.isEmpty() ? "" : content.get(0));
      case "java.util.Arrays$ArrayList" -> content -> Arrays.asList(content.toArray());
      case "java.util.Collections$UnmodifiableSet" ->
          content -> Collections.unmodifiableSet(new LinkedHashSet<>(content));
      case "java.util.Collections$UnmodifiableSortedSet" ->
          content -> Collections.unmodifiableSortedSet(new TreeSet<>(content));
      case "java.util.Collections$UnmodifiableCollection" -> Collections::unmodifiableCollection;
      case "java.util.Collections$SynchronizedSet" ->
          content -> Collections.synchronizedSet(new LinkedHashSet<>(content));
      case "java.util.Collections$UnmodifiableList" ->
          content -> Collections.unmodifiableList(linked(content));
      case "java.util.Collections$SynchronizedList" ->
          content -> Collections.synchronizedList(linked(content));
      case "java.util.Collections$EmptyList" -> content -> Collections.emptyList();
      case "java.util.Collections$EmptySet" -> content -> Collections.emptySet();
      case "java.util.Collections$SetFromMap" ->
          content -> filled(Collections.newSetFromMap(new LinkedHashMap<>()), content);
      case "java.util.concurrent.ConcurrentHashMap$KeySetView" ->
          content -> filled(ConcurrentHashMap.newKeySet(), content);
      default -> null;
    };
  }

  /** Unlike {@link List#copyOf}, a stream's list may hold null. */
  private static List<?> immutable(List<Object> content) {
    return content.contains(null) ? content.stream().toList() : List.copyOf(content);
  }

  /** A view of a list without random access is of another class. */
  @SuppressWarnings("JdkObsolete") // the only such list that takes null
  private static List<Object> linked(List<Object> content) {
    return new LinkedList<>(content);
  }

  private static Set<?> filled(Set<Object> set, List<Object> content) {
    set.addAll(content);
    return set;
  }

  private static final class FromList extends StdConverter<Object, Object> {

    private final CollectionType type;
    private final Function<List<Object>, Collection<?>> maker;

    FromList(CollectionType type, Function<List<Object>, Collection<?>> maker) {
      this.type = type;
      this.maker = maker;
    }

    @Override
    @SuppressWarnings("unchecked") // the input type is that of a list
    public Object convert(Object content) {
      return maker.apply((List<Object>) content);
    }

    @Override
    public JavaType getInputType(TypeFactory types) {
      return types.constructCollectionType(ArrayList.class, type.getContentType());
    }

    @Override
    public JavaType getOutputType(TypeFactory types) {
      return type;
    }
  }
}
