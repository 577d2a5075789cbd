/**
 * The CDI TCK on Weld, run three times: without Glimpse, with a policy that matches nothing, and
 * with one that matches all of it. {@link io.glimpse.it.tck.CdiTckIT} compares the results, test by
 * test.
 *
 * <p>Two halves that never meet in one JVM: the comparison, which JUnit runs, and what each {@link
 * io.glimpse.it.tck.TckRun} finds in its own process by name, the porting classes that the TCK
 * leaves to its user and the {@link io.glimpse.it.tck.Witness}.
 */
@NullMarked
package io.glimpse.it.tck;

import org.jspecify.annotations.NullMarked;
