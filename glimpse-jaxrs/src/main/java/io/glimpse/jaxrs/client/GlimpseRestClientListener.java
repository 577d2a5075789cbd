package io.glimpse.jaxrs.client;

import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientBuilderListener;

/**
 * Registers {@link GlimpseClientFeature} on every MicroProfile Rest Client (specification 3.0,
 * "Provider Declaration"). Found by {@code META-INF/services}; where there is no Rest Client nobody
 * loads this class.
 *
 * @since 0.1
 */
public final class GlimpseRestClientListener implements RestClientBuilderListener {
  /** For the runtime. */
  public GlimpseRestClientListener() {}

  @Override
  public void onNewBuilder(RestClientBuilder builder) {
    if (!builder.getConfiguration().isRegistered(GlimpseClientFeature.class)) {
      RestClientBuilder unused = builder.register(GlimpseClientFeature.class);
    }
    RestClientBuilder unused = builder.register(new RestClientCallerThread());
  }
}
