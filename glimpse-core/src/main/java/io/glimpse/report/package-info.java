/**
 * What a deployment attached and what it left alone, with the reason: {@link
 * io.glimpse.report.DeploymentReport}, as an object, as text and as JSON.
 *
 * <p>The CDI extension fills it while the container starts; the log, {@code Glimpse.report()} and
 * tests read it. It decides nothing.
 */
@NullMarked
package io.glimpse.report;

import org.jspecify.annotations.NullMarked;
