package io.glimpse.it.weldse;

import com.acme.shop.account.LoginRefusedException;
import com.acme.shop.cart.CartLine;
import com.acme.shop.catalog.OutOfStockException;
import com.acme.shop.catalog.UnknownProductException;
import com.acme.shop.hostile.HostileResource;
import com.acme.shop.inspect.InspectResource;
import com.acme.shop.operator.OperatorResource;
import com.acme.shop.orders.EmptyCartException;
import com.acme.shop.web.AccountResource;
import com.acme.shop.web.CartResource;
import com.acme.shop.web.CatalogResource;
import com.acme.shop.web.GiftResource;
import com.acme.shop.web.LoginForm;
import com.acme.shop.web.OrderForm;
import com.acme.shop.web.OrderResource;
import com.acme.shop.web.QuoteResource;
import com.acme.shop.web.ReportResource;
import com.acme.shop.web.StockResource;
import com.acme.shop.web.WelcomeResource;
import com.acme.shop.web.errors.EmptyCartMapper;
import com.acme.shop.web.errors.LoginRefusedMapper;
import com.acme.shop.web.errors.OutOfStockMapper;
import com.acme.shop.web.errors.UnknownProductMapper;
import io.glimpse.it.Answer;
import io.glimpse.it.Visit;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import javax.management.JMException;
import org.jboss.weld.environment.se.WeldContainer;
import org.jspecify.annotations.Nullable;

/** What JAX-RS does for the shop on a server: routes, bodies, exception mappers. */
final class Counter {

  private static final Jsonb JSON = JsonbBuilder.create();

  private final WeldContainer container;

  Counter(WeldContainer container) {
    this.container = container;
  }

  Answer serve(Visit visit) {
    try {
      return answer(call(visit));
    } catch (UnknownProductException e) {
      return answer(new UnknownProductMapper().toResponse(e));
    } catch (OutOfStockException e) {
      return answer(new OutOfStockMapper().toResponse(e));
    } catch (EmptyCartException e) {
      return answer(new EmptyCartMapper().toResponse(e));
    } catch (LoginRefusedException e) {
      return answer(new LoginRefusedMapper().toResponse(e));
    } catch (WebApplicationException e) {
      return answer(e.getResponse());
    } catch (RuntimeException | Error unmapped) {
      return new Answer(500, unmapped.toString());
    }
  }

  /** The result of the resource method, null where it has none. */
  private @Nullable Object call(Visit visit) {
    String path = visit.path();
    String last = path.substring(path.lastIndexOf('/') + 1);
    return switch (visit.method() + " " + path.replaceFirst("/[^/]*$", "/…")) {
      case "GET /api/products/…" -> bean(CatalogResource.class).find(last);
      case "GET /api/quotes/…" -> awaited(bean(QuoteResource.class).quote(last));
      case "GET /api/stock/…" -> bean(StockResource.class).outlook(last);
      case "PUT /api/cart/coupon/…" -> {
        bean(CartResource.class).redeem(last);
        yield null;
      }
      case "GET /api/orders/…" -> bean(OrderResource.class).find(last);
      case "GET /api/gifts/…" -> bean(GiftResource.class).wrap(Integer.parseInt(last));
      case "GET /api/operator/…" -> told(last);
      default -> callByWholePath(visit);
    };
  }

  private @Nullable Object callByWholePath(Visit visit) {
    return switch (visit.methodAndPath()) {
      case "GET /api/products" -> bean(CatalogResource.class).search(null);
      case "GET /api/products?query=Mug" -> bean(CatalogResource.class).search("Mug");
      case "GET /api/welcome" -> new WelcomeResource().welcome();
      case "GET /api/cart" -> bean(CartResource.class).show();
      case "POST /api/cart/lines" -> {
        bean(CartResource.class).add(body(visit, CartLine.class));
        yield null;
      }
      case "DELETE /api/cart" -> {
        bean(CartResource.class).empty();
        yield null;
      }
      case "GET /api/orders" -> bean(OrderResource.class).list();
      case "POST /api/orders" -> bean(OrderResource.class).place(body(visit, OrderForm.class));
      case "POST /api/account/login" ->
          bean(AccountResource.class).login(body(visit, LoginForm.class));
      case "POST /api/account/logout" ->
          bean(AccountResource.class).logout(visit.headers().getOrDefault("X-Auth-Token", ""));
      case "GET /api/reports/monthly" -> bean(ReportResource.class).monthly();
      case "GET /api/reports/yearly" -> bean(ReportResource.class).yearly();
      case "GET /api/hostile" -> bean(HostileResource.class).parade();
      case "GET /api/inspect" -> bean(InspectResource.class).inspect();
      default -> throw new IllegalArgumentException("no resource for " + visit.methodAndPath());
    };
  }

  private String told(String order) {
    try {
      return bean(OperatorResource.class).tell(order);
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is thrown elsewhere is thrown here. */
  private static String awaited(CompletionStage<String> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException thrown ? thrown : failed;
    }
  }

  private <T> T bean(Class<T> type) {
    return container.select(type).get();
  }

  private static <T> T body(Visit visit, Class<T> type) {
    return JSON.fromJson(visit.body(), type);
  }

  private static Answer answer(@Nullable Object result) {
    if (result == null) {
      return new Answer(204, "");
    }
    if (result instanceof Response response) {
      Object entity = response.getEntity();
      return new Answer(response.getStatus(), entity == null ? "" : text(entity));
    }
    return new Answer(200, text(result));
  }

  private static String text(Object entity) {
    return entity instanceof String text ? text : JSON.toJson(entity);
  }
}
