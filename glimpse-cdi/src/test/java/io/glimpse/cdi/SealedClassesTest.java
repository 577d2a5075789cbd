package io.glimpse.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.guest.BookShelf;
import com.acme.guest.Odd;
import org.junit.jupiter.api.Test;

final class SealedClassesTest {
  @Test
  void sealedClass_isTold_otherClassesAreNot() {
    assertThat(SealedClasses.contain(Odd.Closed.class.getName())).isTrue();
    assertThat(SealedClasses.contain(Odd.Inner.class.getName())).isFalse();
    assertThat(SealedClasses.contain(BookShelf.class.getName())).isFalse();
    assertThat(SealedClasses.contain("java.util.concurrent.ConcurrentHashMap")).isFalse();
  }

  @Test
  void class_withoutAFile_isNotSealed() {
    assertThat(SealedClasses.contain("com.acme.guest.Nobody")).isFalse();
  }
}
