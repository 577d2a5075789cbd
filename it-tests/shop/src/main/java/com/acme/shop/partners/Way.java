package com.acme.shop.partners;

import io.glimpse.Glimpse;
import io.glimpse.GlimpseHttpClient;
import io.glimpse.jaxrs.client.GlimpseClientFeature;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Invocation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;

/** The ways in which an application of today asks another one. */
enum Way {
  /** A JAX-RS client as the runtime makes it. */
  JAXRS {
    @Override
    String get(URI address) throws Exception {
      return withClient(ClientBuilder.newClient(), address, request -> request.get(String.class));
    }
  },

  /** The same, with Glimpse's feature registered by the application besides. */
  JAXRS_REGISTERED {
    @Override
    String get(URI address) throws Exception {
      Client client = ClientBuilder.newBuilder().register(GlimpseClientFeature.class).build();
      return withClient(client, address, request -> request.get(String.class));
    }
  },

  JAXRS_ASYNC {
    @Override
    String get(URI address) throws Exception {
      return withClient(
          ClientBuilder.newClient(), address, request -> request.async().get(String.class).get());
    }
  },

  JAXRS_RX {
    @Override
    String get(URI address) throws Exception {
      return withClient(
          ClientBuilder.newClient(),
          address,
          request -> request.rx().get(String.class).toCompletableFuture().get());
    }
  },

  JDK {
    @Override
    String get(URI address) throws Exception {
      return text(CLIENT.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()));
    }
  },

  JDK_ASYNC {
    @Override
    String get(URI address) throws Exception {
      return CLIENT
          .sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
          .thenApply(Way::text)
          .get();
    }
  },

  /** On a thread of the application's own, to which the trace is carried. */
  EXECUTOR {
    @Override
    String get(URI address) throws Exception {
      return elsewhere(
          threads -> Glimpse.current().tracer().wrap(threads), () -> JAXRS_REGISTERED.get(address));
    }
  },

  /** On a thread of the application's own, of which nobody was told. */
  BARE_EXECUTOR {
    @Override
    String get(URI address) throws Exception {
      return elsewhere(threads -> threads, () -> JAXRS.get(address));
    }
  };

  /** One for the whole shop, as the JDK wants it. */
  private static final HttpClient CLIENT = GlimpseHttpClient.wrap(HttpClient.newHttpClient());

  abstract String get(URI address) throws Exception;

  private interface Question {
    String ask(Invocation.Builder request) throws Exception;
  }

  private static String withClient(Client client, URI address, Question question) throws Exception {
    try {
      return question.ask(client.target(address).request());
    } finally {
      client.close();
    }
  }

  private static String text(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      throw new IllegalStateException(response + " said " + response.body());
    }
    return response.body();
  }

  private static String elsewhere(UnaryOperator<Executor> carrying, Callable<String> work)
      throws Exception {
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      FutureTask<String> task = new FutureTask<>(work);
      carrying.apply(threads).execute(task);
      return task.get();
    } finally {
      threads.shutdown();
    }
  }
}
