package io.glimpse.cdi;

import io.glimpse.annotation.Traced;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;

/** The extension without the annotation that makes Weld leave it alone. */
public final class BuildExtensionOnWeld implements BuildCompatibleExtension {
  private final GlimpseBuildExtension extension = new GlimpseBuildExtension();

  @Discovery
  public void begin(ScannedClasses classes, Messages messages) {
    extension.begin(classes, messages);
  }

  @Enhancement(types = LiteInterceptor.class)
  public void place(ClassConfig interceptor) {
    extension.place(interceptor);
  }

  @Enhancement(types = Object.class, withSubtypes = true)
  public void mark(ClassConfig config) {
    extension.mark(config);
  }

  @Enhancement(types = Object.class, withSubtypes = true, withAnnotations = Traced.class)
  public void markTraced(ClassConfig config) {
    extension.markTraced(config);
  }

  @Registration(types = Object.class)
  public void confirm(BeanInfo bean) {
    extension.confirm(bean);
  }

  @Synthesis
  public void carry(SyntheticComponents components) {
    extension.carry(components);
  }
}
