package io.glimpse.it;

import java.io.File;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The specimen shop as {@code it-tests/shop} built it. */
public final class ShopWar {

  private static final String POLICY = "WEB-INF/classes/META-INF/glimpse-policy.json";

  private ShopWar() {}

  /** Every entry as it is in the file that the system property {@code shop.war} names. */
  public static WebArchive asBuilt() {
    return named("shop.war");
  }

  private static WebArchive named(String fileName) {
    return ShrinkWrap.create(ZipImporter.class, fileName)
        .importFrom(new File(System.getProperty("shop.war", "shop.war")))
        .as(WebArchive.class);
  }

  /** The same with another policy, under another name where one class deploys several. */
  public static WebArchive withPolicy(String fileName, String json) {
    WebArchive war = named(fileName);
    war.delete(POLICY);
    return war.add(new StringAsset(json), POLICY);
  }
}
