package io.glimpse.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RouteTemplateTest {
  @Path("/orders")
  interface Orders {
    @Path("{number}")
    void find();
  }

  static final class OrdersByHand implements Orders {
    @Override
    public void find() {}
  }

  @Path("things/")
  static class Things {
    @Path("/{id: [0-9]{3}}/parts/{ part }/")
    public void part() {}

    public void all() {}
  }

  static final class MoreThings extends Things {
    @Override
    public void all() {}
  }

  static final class SubResource {
    @Path("below")
    public void below() {}
  }

  private static String template(Class<?> type, String name) throws NoSuchMethodException {
    Method method = type.getMethod(name);
    return String.valueOf(RouteTemplate.of(type, method));
  }

  @Test
  void of_classAndMethod_isJoinedByOneSlashWithoutPatterns() throws Exception {
    assertThat(template(Things.class, "part")).isEqualTo("things/{id}/parts/{part}");
  }

  @Test
  void of_methodWithoutAPath_isTheClassesPath() throws Exception {
    assertThat(template(Things.class, "all")).isEqualTo("things");
  }

  @Test
  void of_pathsOnAnInterface_areFound() throws Exception {
    assertThat(template(OrdersByHand.class, "find")).isEqualTo("/orders/{number}");
  }

  @Test
  void of_pathsOnASuperclass_areFound() throws Exception {
    assertThat(template(MoreThings.class, "all")).isEqualTo("things");
    assertThat(template(MoreThings.class, "part")).isEqualTo("things/{id}/parts/{part}");
  }

  @Test
  void of_classWithoutAPath_isNotGuessed() throws Exception {
    assertThat(RouteTemplate.of(SubResource.class, SubResource.class.getMethod("below"))).isNull();
  }

  @Test
  void of_nothingMatched_isNothing() {
    assertThat(RouteTemplate.of(null, null)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"/shop/api/,orders,/shop/api/orders", "/,/a/,/a", "/api,'',/api", "/,'',''"})
  void join_anyTwoParts_hasOneSlashBetweenAndNoneAtTheEnd(String a, String b, String joined) {
    assertThat(RouteTemplate.join(a, b)).isEqualTo(joined);
  }
}
