package io.glimpse.jaxrs;

import io.glimpse.Glimpse;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;

/**
 * Records the function of a resource that is no bean, from just before it is called to its
 * response. A resource that is a bean has its interceptor, and is left alone here.
 *
 * <p>Filters run before the parameters are read, so there are no arguments; the result is the
 * response's entity. An exception that a mapper turned into a response is not visible here; one
 * that nobody mapped is where the runtime shows it (Jersey).
 *
 * <p>Found by {@code @Provider} or registered by {@link GlimpseFeature}; where both happen the
 * second run finds the first one's mark. It never throws.
 *
 * @since 0.1
 */
@Provider
@Priority(Integer.MAX_VALUE)
public class ResourceFilter implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String KEY = "io.glimpse.jaxrs.ResourceCall";

  private volatile @Nullable ResourceFunctions functions;

  @Context private @Nullable ResourceInfo resource;

  /** For the runtime. */
  public ResourceFilter() {}

  @Override
  public void filter(ContainerRequestContext request) {
    ResourceInfo matched = resource;
    Glimpse glimpse = Glimpse.current();
    if (matched == null || !glimpse.isEnabled() || request.getProperty(KEY) != null) {
      return;
    }
    try {
      functionsOf(glimpse)
          .find(matched)
          .map(glimpse.tracer()::start)
          .ifPresent(span -> request.setProperty(KEY, ResourceCall.of(span)));
    } catch (Throwable fault) {
      glimpse.tracer().reportFault(fault);
    }
  }

  /** A container may keep a provider across deployments of Glimpse, so the answer is checked. */
  private ResourceFunctions functionsOf(Glimpse glimpse) {
    ResourceFunctions known = functions;
    if (known == null || known.glimpse() != glimpse) {
      known = new ResourceFunctions(glimpse);
      functions = known;
    }
    return known;
  }

  /** The call that this request is in; null where its resource is a bean. */
  static @Nullable ResourceCall callOf(ContainerRequestContext request) {
    return request.getProperty(KEY) instanceof ResourceCall call ? call : null;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    ResourceCall call = callOf(request);
    if (call != null) {
      call.responded(response.getStatus(), response.getEntity());
    }
  }
}
