package io.glimpse;

import io.glimpse.report.DeploymentReport;
import io.glimpse.spelling.Spelling;
import io.glimpse.trace.ModuleSwitches;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Switches modules off and on while the application runs. A module is a package with all that lies
 * below it, or a class with those nested in it, by the names that a policy uses; it is known when a
 * function that the deployment attached is declared there.
 *
 * <pre>{@code
 * Glimpse.current().modules().off("com.acme.shop.pricing");
 * }</pre>
 *
 * <p>Calls of a module that is off leave no record and run as if they were not attached; what they
 * call is recorded below the nearest span above. A call that is open when its module is switched
 * off ends as it would. What was said last counts: {@code on("com.acme.shop")} brings everything in
 * it back, whatever was switched off one by one.
 *
 * <p>Safe for any number of threads.
 *
 * @since 0.1
 */
public final class Modules {
  private static final Logger LOG = System.getLogger("io.glimpse");

  private final ModuleSwitches switches;
  private final Supplier<DeploymentReport> report;

  /**
   * A class that declares attached functions, or a package of such classes.
   *
   * @param name its binary name
   * @param classes how many classes with attached functions lie in it, itself included
   * @param off how many of these are switched off
   * @since 0.1
   */
  public record Module(String name, int classes, int off) {
    /** {@code on}, {@code off}, or {@code partly} off. */
    public String state() {
      return off == 0 ? "on" : off == classes ? "off" : "partly";
    }
  }

  Modules(ModuleSwitches switches, Supplier<DeploymentReport> report) {
    this.switches = switches;
    this.report = report;
  }

  /**
   * Records the calls of this module's functions again.
   *
   * @throws IllegalArgumentException where nothing that is attached belongs to it; the message
   *     names the nearest module that is known
   */
  public void on(String module) {
    turn(module, true);
  }

  /**
   * Lets the calls of this module's functions pass unrecorded.
   *
   * @throws IllegalArgumentException where nothing that is attached belongs to it; the message
   *     names the nearest module that is known
   */
  public void off(String module) {
    turn(module, false);
  }

  private void turn(String module, boolean on) {
    Set<String> classes = classes();
    if (classes.stream().noneMatch(each -> ModuleSwitches.covers(module, each))) {
      throw new IllegalArgumentException(unknown(module, classes));
    }
    switches.turn(module, on);
    LOG.log(Level.INFO, "Glimpse: {0} is switched {1}.", module, on ? "on" : "off");
  }

  private static String unknown(String module, Set<String> classes) {
    Set<String> known = new TreeSet<>(classes);
    for (String each : classes) {
      for (String around = around(each); !around.isEmpty(); around = around(around)) {
        known.add(around);
      }
    }
    String nearest =
        Spelling.nearest(module, known)
            .map(near -> "The nearest module that is known is " + near + ".")
            .orElse("No function is attached.");
    return "Nothing that is attached belongs to the module \"" + module + "\". " + nearest;
  }

  /** The package of a class or a package; empty where there is none. */
  private static String around(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }

  /** Every class that declares attached functions, and their packages, in alphabetical order. */
  public List<Module> list() {
    Set<String> classes = classes();
    Set<String> names = new TreeSet<>(classes);
    classes.stream().map(Modules::around).filter(name -> !name.isEmpty()).forEach(names::add);
    List<Module> modules = new ArrayList<>();
    for (String name : names) {
      List<String> inside =
          classes.stream().filter(each -> ModuleSwitches.covers(name, each)).toList();
      long off = inside.stream().filter(each -> !switches.isOn(each)).count();
      modules.add(new Module(name, inside.size(), (int) off));
    }
    return List.copyOf(modules);
  }

  /** What the deployment attached, and what an edge records that is not the interceptor. */
  private Set<String> classes() {
    Set<String> classes = new TreeSet<>(switches.classes());
    report.get().beans().stream()
        .flatMap(bean -> bean.attached().keySet().stream())
        .map(Modules::declaringClass)
        .forEach(classes::add);
    return classes;
  }

  /** Of a function as the report writes it: {@code com.acme.Cart.add(String)}. */
  private static String declaringClass(String function) {
    int end = function.indexOf('(');
    return around(end < 0 ? function : function.substring(0, end));
  }
}
