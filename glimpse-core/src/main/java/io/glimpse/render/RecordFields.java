package io.glimpse.render;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/**
 * How to read a record without its accessors: the JSON name and the field of each component, found
 * once per class.
 *
 * <p>What is found is kept in a {@link ClassValue}, that is by the record's class itself, and so
 * goes when that class goes. The other direction matters as much: a record class of a shared
 * library outlives an application. Therefore a plan holds JDK types only (bytes and fields in turn;
 * no field where the value is hidden): from it no path leads back to this class, whose loader can
 * be collected.
 */
final class RecordFields {
  /** The plan of a class whose fields may not be read, as in a module that is not open to us. */
  private static final Object[] CLOSED = {};

  private final ClassValue<Object[]> plans =
      new ClassValue<>() {
        @Override
        protected Object[] computeValue(Class<?> type) {
          try {
            return plan(type);
          } catch (VirtualMachineError exhausted) {
            // A full stack says nothing about the class: the next call may look again.
            throw exhausted;
          } catch (Throwable closed) {
            return CLOSED;
          }
        }
      };

  private final Redaction redaction;
  private final @Nullable Class<? extends Annotation> mark;

  RecordFields(Redaction redaction, @Nullable Class<? extends Annotation> mark) {
    this.redaction = redaction;
    this.mark = mark;
  }

  /** Name and field of each component in turn; null if the class may not be read. */
  Object @Nullable [] of(Class<?> type) {
    Object[] plan = plans.get(type);
    return plan == CLOSED ? null : plan;
  }

  private Object[] plan(Class<?> type) throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Object[] plan = new Object[components.length * 2];
    for (int i = 0; i < components.length; i++) {
      String name = components[i].getName();
      plan[2 * i] = ArgumentNames.member(name);
      if (!redaction.hides(name) && !isMarked(components[i])) {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        plan[2 * i + 1] = field;
      }
    }
    return plan;
  }

  private boolean isMarked(RecordComponent component) {
    return mark != null
        && (component.isAnnotationPresent(mark)
            || component.getAccessor().isAnnotationPresent(mark));
  }
}
