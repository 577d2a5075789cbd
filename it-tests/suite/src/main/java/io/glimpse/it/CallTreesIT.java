package io.glimpse.it;

import static io.glimpse.it.Visit.delete;
import static io.glimpse.it.Visit.get;
import static io.glimpse.it.Visit.post;
import static io.glimpse.it.Visit.put;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every endpoint of the shop, and the whole call tree that each must leave. The trees are those of
 * {@code it-tests/shop/README.md}, in its order; its numbers stand above the tests. Only the
 * hostile parade and the inspection have classes of their own.
 */
@ArquillianTest
class CallTreesIT {

  private static final String TWO_MUGS = "{\"sku\":\"mug\",\"quantity\":2}";
  private static final String BY_CARD = "{\"method\":\"CARD\"}";

  @SuppressWarnings("NullAway.Init") // Arquillian sets it.
  @ArquillianResource
  ShopDoor door;

  private Shopper shopper;

  @Deployment(testable = false)
  static WebArchive shop() {
    return ShopWar.asBuilt();
  }

  @BeforeEach
  void enter() {
    shopper = new Shopper(door);
  }

  // 1
  @Test
  void search_everything_listsComeByContent() {
    shopper
        .visits(get("/api/products"))
        .answers(200)
        .underRoot("GET /api/products")
        .calls(
            """
            CatalogResource.search(query=null) = [\
            {"sku":"mug","title":"Mug","price":"12.90 EUR"},\
            {"sku":"pen","title":"Pen","price":"2.50 EUR"},\
            {"sku":"lamp","title":"Desk lamp","price":"49.00 EUR"}]
              Catalog.search(query=null) = [\
            {"sku":"mug","name":"Mug","cents":1290},\
            {"sku":"pen","name":"Pen","cents":250},\
            {"sku":"lamp","name":"Desk lamp","cents":4900}]
            """);
  }

  // 2
  @Test
  void search_byName_theQueryIsAnArgumentAndNoPartOfTheRoute() {
    shopper
        .visits(get("/api/products?query=Mug"))
        .answers(200)
        .underRoot("GET /api/products")
        .calls(
            """
            CatalogResource.search(query="Mug") = [{"sku":"mug","title":"Mug","price":"12.90 EUR"}]
              Catalog.search(query="Mug") = [{"sku":"mug","name":"Mug","cents":1290}]
            """);
  }

  // 3
  @Test
  void find_knownProduct_excludedMapperLeavesNothing() {
    shopper
        .visits(get("/api/products/mug"))
        .answers(200)
        .underRoot("GET /api/products/{sku}")
        .calls(
            """
            CatalogResource.find(sku="mug") = {"sku":"mug","title":"Mug","price":"12.90 EUR"}
              Catalog.find(sku="mug") = {"sku":"mug","name":"Mug","cents":1290}
            """);
  }

  // 4
  @Test
  void find_unknownProduct_bothCallsFailAndTheMappedAnswerIsNoError() {
    shopper
        .visits(get("/api/products/sofa"))
        .answers(404, "no product sofa")
        .underRoot("GET /api/products/{sku}")
        .calls(
            """
            CatalogResource.find(sku="sofa")   \
            ! com.acme.shop.catalog.UnknownProductException: no product sofa
              Catalog.find(sku="sofa")   \
            ! com.acme.shop.catalog.UnknownProductException: no product sofa
            """);
  }

  // 5
  @Test
  void outlook_slowSupplier_theDurationTellsWhoWasSlow() {
    shopper
        .visits(get("/api/stock/mug"))
        .answers(200, "10 here, more in 3 days")
        .underRoot("GET /api/stock/{sku}")
        .calls(
            """
            StockResource.outlook(sku="mug") = "10 here, more in 3 days"
              Stock.onHand(sku="mug") = 10
              Supplier.deliversWithinDays(sku="mug") = 3
            """)
        .took("Supplier.deliversWithinDays", 60);
  }

  // 6
  @Test
  void welcome_resourceWithoutScope_hasASpanByItsInterceptorOrByTheJaxRsFilters() {
    Told told =
        shopper
            .visits(get("/api/welcome"))
            .answers(200, "Welcome. We have 3 products.")
            .underRoot("GET /api/welcome");

    if (ServerUnderTest.current().takesUnscopedResourcesForBeans()) {
      told.calls(
          """
          WelcomeResource.welcome() = "Welcome. We have 3 products."
            Catalog.count() = 3
          """);
    } else if (ServerUnderTest.current().speaksHttp()) {
      // By the JAX-RS filters, which do not see the arguments.
      told.calls(
          """
          WelcomeResource.welcome(…) = "Welcome. We have 3 products."
            Catalog.count() = 3
          """);
    } else {
      // Nobody but the test calls the resource: there are neither filters nor a bean.
      told.calls("Catalog.count() = 3\n");
    }
  }

  // 8, then 7
  @Test
  void cart_twoMugs_accessorsAndExcludedMethodsLeaveNothing() {
    shopper
        .visits(post("/api/cart/lines", TWO_MUGS))
        .answers(204)
        .underRoot("POST /api/cart/lines")
        .calls(
            """
            CartResource.add(line={"sku":"mug","quantity":2})
              Catalog.find(sku="mug") = {"sku":"mug","name":"Mug","cents":1290}
              Cart.addLine(sku="mug", quantity=2)
            """);
    shopper
        .visits(get("/api/cart"))
        .answers(200)
        .underRoot("GET /api/cart")
        .calls(
            """
            CartResource.show() = {"lines":[{"sku":"mug","quantity":2}],"units":2,\
            "currency":"EUR","coupon":null}
              Cart.lines() = [{"sku":"mug","quantity":2}]
              Cart.getCoupon()
            """);
  }

  // 9
  @Test
  void cart_unknownProduct_nothingIsAdded() {
    shopper
        .visits(post("/api/cart/lines", "{\"sku\":\"sofa\",\"quantity\":2}"))
        .answers(404, "no product sofa")
        .underRoot("POST /api/cart/lines")
        .calls(
            """
            CartResource.add(line={"sku":"sofa","quantity":2})   \
            ! com.acme.shop.catalog.UnknownProductException: no product sofa
              Catalog.find(sku="sofa")   \
            ! com.acme.shop.catalog.UnknownProductException: no product sofa
            """);
  }

  // 10
  @Test
  void redeem_coupon_theSetterBelowIsAnAccessor() {
    shopper
        .visits(put("/api/cart/coupon/SPRING"))
        .answers(204)
        .underRoot("PUT /api/cart/coupon/{coupon}")
        .calls("CartResource.redeem(coupon=\"SPRING\")\n");
  }

  // 11
  @Test
  void empty_cart_isCleared() {
    shopper
        .visits(delete("/api/cart"))
        .answers(204)
        .underRoot("DELETE /api/cart")
        .calls(
            """
            CartResource.empty()
              Cart.clear()
            """);
  }

  // 12
  @Test
  void order_twoMugsByCard_theWholeCheckoutIsOneTree() {
    shopper.passesBy(post("/api/cart/lines", TWO_MUGS));

    shopper
        .visits(post("/api/orders", BY_CARD))
        .answers(201)
        .underRoot("POST /api/orders")
        .calls(
            """
            OrderResource.place(form={"method":"CARD"}) = "«response»@«»"
              Checkout.place(method="CARD") = {"number":"«number»",\
            "lines":[{"sku":"mug","quantity":2}],"cents":3560,"method":"CARD"}
                Cart.lines() = [{"sku":"mug","quantity":2}]
                Stock.reserve(sku="mug", quantity=2)
                Cart.getCoupon()
                TaxTables.current() = {"country":"DE","percent":19}
                Prices.total(lines=[{"sku":"mug","quantity":2}], coupon=null) = 3560
                  Catalog.find(sku="mug") = {"sku":"mug","name":"Mug","cents":1290}
                  Discounts.percentFor(coupon=null) = 0
                  Shipping.cost(parcels=1) = 490
                CardPayment.pay(number="«number»", cents=3560) = "«number» paid"
                OrderRepository.save(number="«number»", order={"number":"«number»",\
            "lines":[{"sku":"mug","quantity":2}],"cents":3560,"method":"CARD"}) = \
            {"number":"«number»",\
            "lines":[{"sku":"mug","quantity":2}],"cents":3560,"method":"CARD"}
                Warehouse.pack(order={"number":"«number»","cents":3560})
                Repository.count() = «count»   \
            glimpse.bean = com.acme.shop.orders.OrderRepository
                Cart.clear()
            """);
  }

  // 13
  @Test
  void order_mugsAndLampByInvoice_loopsAndCouponShow() {
    shopper.passesBy(post("/api/cart/lines", TWO_MUGS));
    shopper.passesBy(post("/api/cart/lines", "{\"sku\":\"lamp\",\"quantity\":1}"));
    shopper.passesBy(put("/api/cart/coupon/SPRING"));

    shopper
        .visits(post("/api/orders", "{\"method\":\"INVOICE\"}"))
        .answers(201)
        .underRoot("POST /api/orders")
        .calls(
            """
            OrderResource.place(form={"method":"INVOICE"}) = "«response»@«»"
              Checkout.place(method="INVOICE") = ORDER
                Cart.lines() = LINES
                Stock.reserve(sku="mug", quantity=2)
                Stock.reserve(sku="lamp", quantity=1)
                Cart.getCoupon() = "SPRING"
                TaxTables.current() = {"country":"DE","percent":19}
                Prices.total(lines=LINES, coupon="SPRING") = 8510
                  Catalog.find(sku="mug") = {"sku":"mug","name":"Mug","cents":1290}
                  Catalog.find(sku="lamp") = {"sku":"lamp","name":"Desk lamp","cents":4900}
                  Discounts.percentFor(coupon="SPRING") = 10
                  Shipping.cost(parcels=1) = 490
                InvoicePayment.pay(number="«number»", cents=8510) = "«number» billed"
                OrderRepository.save(number="«number»", order=ORDER) = ORDER
                Warehouse.pack(order={"number":"«number»","cents":8510})
                Repository.count() = «count»   \
            glimpse.bean = com.acme.shop.orders.OrderRepository
                Cart.clear()
            """
                .replace(
                    "ORDER",
                    "{\"number\":\"«number»\",\"lines\":LINES,\"cents\":8510,\"method\":\"INVOICE\"}")
                .replace(
                    "LINES",
                    "[{\"sku\":\"mug\",\"quantity\":2},{\"sku\":\"lamp\",\"quantity\":1}]"));
  }

  // 14
  @Test
  void order_emptyCart_failsBeforeAnythingElse() {
    shopper
        .visits(post("/api/orders", BY_CARD))
        .answers(422, "the cart is empty")
        .underRoot("POST /api/orders")
        .calls(
            """
            OrderResource.place(form={"method":"CARD"})   \
            ! com.acme.shop.orders.EmptyCartException: the cart is empty
              Checkout.place(method="CARD")   \
            ! com.acme.shop.orders.EmptyCartException: the cart is empty
                Cart.lines() = []
            """);
  }

  // 15
  @Test
  void order_morePensThanThereAre_failsAtTheReservation() {
    shopper.passesBy(post("/api/cart/lines", "{\"sku\":\"pen\",\"quantity\":11}"));

    shopper
        .visits(post("/api/orders", BY_CARD))
        .answers(409, "only 10 of pen, not 11")
        .underRoot("POST /api/orders")
        .calls(
            """
            OrderResource.place(form={"method":"CARD"})   \
            ! com.acme.shop.catalog.OutOfStockException: only 10 of pen, not 11
              Checkout.place(method="CARD")   \
            ! com.acme.shop.catalog.OutOfStockException: only 10 of pen, not 11
                Cart.lines() = [{"sku":"pen","quantity":11}]
                Stock.reserve(sku="pen", quantity=11)   \
            ! com.acme.shop.catalog.OutOfStockException: only 10 of pen, not 11
            """);
  }

  // 16
  @Test
  void list_orders_theInheritedFunctionNamesItsBean() {
    shopper
        .visits(get("/api/orders"))
        .answers(200)
        .underRoot("GET /api/orders")
        .calls(
            """
            OrderResource.list() = {"orders":«count»,"revision":«count»}
              Repository.count() = «count»   glimpse.bean = com.acme.shop.orders.OrderRepository
            """);
  }

  // 17
  @Test
  void find_order_theOptionalShowsItsContent() {
    shopper.passesBy(post("/api/cart/lines", TWO_MUGS));
    String number = shopper.passesBy(post("/api/orders", BY_CARD)).json().getString("number");

    shopper
        .visits(get("/api/orders/" + number))
        .answers(200)
        .underRoot("GET /api/orders/{number}")
        .calls(
            """
            OrderResource.find(number="NUMBER") = {"number":"NUMBER",\
            "lines":[{"sku":"mug","quantity":2}],"cents":3560,"method":"CARD"}
              Repository.find(id="NUMBER") = {"number":"NUMBER",\
            "lines":[{"sku":"mug","quantity":2}],"cents":3560,"method":"CARD"}   \
            glimpse.bean = com.acme.shop.orders.OrderRepository
            """
                .replace("NUMBER", number));
  }

  // 18
  @Test
  void find_unknownOrder_theResourceFailsAndTheRepositoryDoesNot() {
    shopper
        .visits(get("/api/orders/A-9"))
        .answers(404)
        .underRoot("GET /api/orders/{number}")
        .calls(
            """
            OrderResource.find(number="A-9")   ! jakarta.ws.rs.NotFoundException: «message»
              Repository.find(id="A-9")   glimpse.bean = com.acme.shop.orders.OrderRepository
            """);
  }

  // 19
  @Test
  void wrap_twoLayers_recursionThroughTheProxyIsNested() {
    shopper
        .visits(get("/api/gifts/2"))
        .answers(200, "((gift))")
        .underRoot("GET /api/gifts/{layers}")
        .calls(
            """
            GiftResource.wrap(layers=2) = "((gift))"
              GiftWrapping.wrap(layers=2) = "((gift))"
                GiftWrapping.wrap(layers=1) = "(gift)"
                  GiftWrapping.wrap(layers=0) = "gift"
            """);
  }

  // 20
  @Test
  void wrap_sevenLayers_callsBelowTheDepthAreCountedOnTheDeepest() {
    shopper
        .visits(get("/api/gifts/7"))
        .answers(200, "(((((((gift)))))))")
        .underRoot("GET /api/gifts/{layers}")
        .calls(
            """
            GiftResource.wrap(layers=7) = "(((((((gift)))))))"
              GiftWrapping.wrap(layers=7) = "(((((((gift)))))))"
                GiftWrapping.wrap(layers=6) = "((((((gift))))))"
                  GiftWrapping.wrap(layers=5) = "(((((gift)))))"
                    GiftWrapping.wrap(layers=4) = "((((gift))))"   glimpse.cut = 4
            """);
  }

  // 21, then 23 twice
  @Test
  void account_loginAndLogout_neitherPasswordNorTokenIsShown() {
    JsonObject signedIn =
        shopper
            .visits(
                post("/api/account/login", "{\"user\":\"ada\",\"password\":\"correct-horse-7\"}"))
            .answers(200)
            .underRoot("POST /api/account/login")
            .calls(
                """
                AccountResource.login(form={"user":"ada","password":"[redacted]"}) = \
                {"user":"ada","token":"[redacted]"}
                  Accounts.login(user="ada", password="[redacted]") = \
                {"user":"ada","token":"[redacted]"}
                    SessionTokens.issueToken(user="ada") = "[redacted]"
                """)
            .answer()
            .json();
    assertThat(signedIn.getString("token")).startsWith("tok-");

    Visit logout =
        post("/api/account/logout", null).with("X-Auth-Token", signedIn.getString("token"));
    shopper
        .visits(logout)
        .answers(200, "bye")
        .underRoot("POST /api/account/logout")
        .calls(
            """
            AccountResource.logout(token="[redacted]") = "bye"
              Accounts.logout(token="[redacted]") = true
            """);
    shopper
        .visits(logout)
        .answers(200, "who are you?")
        .underRoot("POST /api/account/logout")
        .calls(
            """
            AccountResource.logout(token="[redacted]") = "who are you?"
              Accounts.logout(token="[redacted]") = false
            """);
  }

  // 22
  @Test
  void account_wrongPassword_theRefusalIsATypeAndAMessage() {
    shopper
        .visits(post("/api/account/login", "{\"user\":\"ada\",\"password\":\"guess\"}"))
        .answers(403)
        .underRoot("POST /api/account/login")
        .calls(
            """
            AccountResource.login(form={"user":"ada","password":"[redacted]"})   \
            ! com.acme.shop.account.LoginRefusedException: «message»
              Accounts.login(user="ada", password="[redacted]")   \
            ! com.acme.shop.account.LoginRefusedException: «message»
            """);
  }

  // 24
  @Test
  void report_monthly_theUnmappedFailureShowsNoCredentials() {
    Told told =
        shopper
            .visits(get("/api/reports/monthly"))
            .answers(500)
            .underRoot("GET /api/reports/monthly")
            .calls(
                """
                ReportResource.monthly()   ! java.lang.IllegalStateException: \
                no answer from https://[redacted]@reports.acme.example/monthly
                  Reports.monthly()   ! java.lang.IllegalStateException: \
                no answer from https://[redacted]@reports.acme.example/monthly
                """);

    assertThat(told.trace().toString()).doesNotContain("correct-horse-7");
  }

  // 25
  @Test
  void report_yearly_anErrorIsRecordedLikeAnException() {
    shopper
        .visits(get("/api/reports/yearly"))
        .answers(500)
        .underRoot("GET /api/reports/yearly")
        .calls(
            """
            ReportResource.yearly()   \
            ! com.acme.shop.orders.reports.LedgerTornError: the ledger is torn
              Reports.yearly()   ! com.acme.shop.orders.reports.LedgerTornError: the ledger is torn
            """);
  }

  // 70
  @Test
  void quote_stageThatCompletes_bothCallsEndWithItsValue() {
    shopper
        .visits(get("/api/quotes/mug"))
        .answers(200, "Mug for 1290 cents")
        .underRoot("GET /api/quotes/{sku}")
        .calls(
            """
            QuoteResource.quote(sku="mug") = "Mug for 1290 cents"
              Quotes.ask(sku="mug") = "Mug for 1290 cents"
                Catalog.find(sku="mug") = {"sku":"mug","name":"Mug","cents":1290}
            """);
  }

  // 71
  @Test
  void quote_stageThatFails_bothCallsFailAndTheMappedAnswerIsNoError() {
    shopper
        .visits(get("/api/quotes/lamp"))
        .answers(409, "only 0 of lamp, not 1")
        .underRoot("GET /api/quotes/{sku}")
        .calls(
            """
            QuoteResource.quote(sku="lamp")   \
            ! com.acme.shop.catalog.OutOfStockException: only 0 of lamp, not 1
              Quotes.ask(sku="lamp")   \
            ! com.acme.shop.catalog.OutOfStockException: only 0 of lamp, not 1
                Catalog.find(sku="lamp") = {"sku":"lamp","name":"Desk lamp","cents":4900}
            """);
  }
}
