package io.glimpse.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ParcelsTest {
  @Test
  void text_ofAnyLength_isTheSameAfterItsWayInParcels() {
    String text = "a report \u2603 ".repeat(6_000);

    String[] parcels = Parcels.of(text);

    assertThat(parcels).hasSizeGreaterThan(2).allMatch(parcel -> parcel.length() <= 20_000);
    assertThat(Parcels.text(parcels)).isEqualTo(text);
    assertThat(Parcels.text(Parcels.of(""))).isEmpty();
  }
}
